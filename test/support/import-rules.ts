// Who may import whom (docs/architecture.md), as a function from source texts to broken rules.
import { posix } from 'node:path';
import ts from 'typescript';

/** Source texts by path from the project's root, for example "src/reports/report.service.ts". */
export type Sources = ReadonlyMap<string, string>;

export interface Import {
  /** As written: "../places/place.entity.js" or "zod". */
  specifier: string;
  /** The source file it names, or null for a package. */
  file: string | null;
  /** `import type`: gone when the program runs. */
  typeOnly: boolean;
}

/** As data flows: each room may use the rooms to its left; to reach right it enqueues a job. */
const features = [
  'audit-reading',
  'administration',
  'webhooks',
  'sender',
  'places',
  'person-names',
  'sources',
  'partner-files',
  'pfif',
  'workbooks',
  'consents',
  'reporters',
  'reports',
  'detention-records',
  'imports',
  'exports',
  'snapshot',
  'suggestions',
  'rematches',
  'receipts',
  'figures',
  'models',
  'cases',
  'name-search',
  'fate-claims',
  'disclosures',
  'family-reports',
  'family-messages',
  'notifier',
  'family-pages',
];
/** Usable by every room, and therefore free of all features. */
const foundations = ['access', 'alarms', 'audit', 'keys', 'jobs', 'metrics', 'database', 'embedded'];
/** R8: nothing that the worker loads leads to who reports, to a key that opens it, or to what a family is told. */
const forbiddenToTheWorker = [
  'reporters',
  'keys',
  'receipts',
  'cases',
  'fate-claims',
  'disclosures',
  'webhooks',
  'sender',
  'family-reports',
  'family-messages',
  'family-pages',
  'notifier',
];
/** The sender of webhooks knows ids and types: nothing that it loads knows a person (R8). */
const forbiddenToTheSender = [
  'reporters',
  'reports',
  'suggestions',
  'cases',
  'imports',
  'access',
  'disclosures',
  'family-reports',
];
/** The notifier knows where somebody wants to be told, and that there is something: nothing that it loads knows a person, a message or what is compared (R8). */
const forbiddenToTheNotifier = [
  ...[
    'access',
    'reporters',
    'reports',
    'receipts',
    'consents',
    'person-names',
    'detention-records',
    'imports',
    'snapshot',
  ],
  ...['matching', 'suggestions', 'rematches', 'cases', 'fate-claims', 'disclosures', 'family-reports', 'family-pages'],
];
/** All that it loads of the room of messages: how an address is sealed. */
const messagesForTheNotifier = 'src/family-messages/notice-address.ts';
/** They put the rooms together or drive them from outside; no room imports them. */
const outside = ['cli', 'demonstration', 'evaluation', 'health', 'linkage'];
/** Files directly in src/ that put the rooms together; the others there are foundations. */
const assembly = /^src\/(main|worker|sender|notifier|app|api)(\.\w+)?\.ts$/;
/** What needs no service: none of these packages is loaded for it. */
const withoutService = [
  { what: 'linking two files', start: 'src/cli/link-files.ts' },
  { what: 'checking a PFIF file', start: 'src/cli/validate-pfif-file.ts' },
];
const packagesOfTheService = /^(@nestjs\/|typeorm$|pg$|bullmq$|ioredis$|fastify$)/;
const matchingPackages = ['fuse.js', '@internationalized/date'];
/** Reads files of strangers in a process of its own: it knows nothing of ours, so there is nothing to reach from it. */
const readingPackages = ['yauzl', 'saxes'];
/** Writes files for spreadsheets from rows of text. */
const writingPackages = ['yazl'];
const migrationPackages = ['typeorm'];

/** One sentence for each broken rule; none for sources in order. Tests (*.spec.ts) may import what they like. */
export function brokenImportRules(sources: Sources): string[] {
  const broken: string[] = [];
  for (const path of [...sources.keys()].filter((name) => !name.endsWith('.spec.ts')).sort()) {
    for (const one of importsOf(path, sources)) {
      const reason = reasonAgainst(path, one);
      if (reason) broken.push(`${path} imports ${one.specifier}: ${reason}`);
    }
    const room = roomOf(path);
    if (room && ![...features, ...foundations, ...outside, 'matching'].includes(room)) {
      broken.push(`${path}: the room ${room} has no place in test/support/import-rules.ts`);
    }
  }
  for (const room of forbiddenToTheWorker) {
    const way = wayTo(({ file }) => file?.startsWith(`src/${room}/`) === true, 'src/worker.module.ts', sources);
    if (way) broken.push(`the worker can reach ${room}: ${way.join(' -> ')}`);
  }
  const out = wayTo(({ file }) => file?.startsWith('src/sender/') === true, 'src/app.module.ts', sources);
  if (out) broken.push(`the API can reach sender, which goes out: ${out.join(' -> ')}`);
  for (const room of forbiddenToTheSender) {
    const way = wayTo(({ file }) => file?.startsWith(`src/${room}/`) === true, 'src/sender.ts', sources);
    if (way) broken.push(`the sender can reach ${room}: ${way.join(' -> ')}`);
  }
  const told = wayTo(({ file }) => file?.startsWith('src/notifier/') === true, 'src/app.module.ts', sources);
  if (told) broken.push(`the API can reach notifier, which goes out: ${told.join(' -> ')}`);
  for (const room of forbiddenToTheNotifier) {
    const way = wayTo(({ file }) => file?.startsWith(`src/${room}/`) === true, 'src/notifier.ts', sources);
    if (way) broken.push(`the notifier can reach ${room}: ${way.join(' -> ')}`);
  }
  const messages = wayTo(
    ({ file }) => file?.startsWith('src/family-messages/') === true && file !== messagesForTheNotifier,
    'src/notifier.ts',
    sources,
  );
  if (messages) broken.push(`the notifier can reach family-messages: ${messages.join(' -> ')}`);
  for (const { what, start } of withoutService) {
    const way = wayTo(({ specifier, file }) => file === null && packagesOfTheService.test(specifier), start, sources);
    if (way) broken.push(`${what} loads the service: ${way.join(' -> ')}`);
  }
  return broken;
}

function reasonAgainst(path: string, { specifier, file }: Import): string | null {
  const room = roomOf(path);
  const target = file === null ? null : roomOf(file);
  if (path.startsWith('migrations/')) {
    const allowed = file === null && (specifier.startsWith('node:') || migrationPackages.includes(specifier));
    return allowed ? null : 'a migration imports nothing of ours: entities change, migrations must not';
  }
  if (room === 'matching') {
    const allowed = file === null ? isPure(specifier) : target === 'matching';
    return allowed ? null : 'matching/ is pure and imports only itself and small pure packages';
  }
  if (room === 'partner-files') {
    const allowed =
      file === null ? specifier.startsWith('node:') || readingPackages.includes(specifier) : target === 'partner-files';
    return allowed ? null : 'partner-files/ turns bytes into rows and imports only itself and what reads zip and XML';
  }
  if (room === 'pfif') {
    const allowed =
      file === null ? specifier === 'node:crypto' : target === 'pfif' || file === 'src/partner-files/index.ts';
    return allowed ? null : 'pfif/ is pure and imports only itself and partner-files/, by index.ts';
  }
  if (room === 'workbooks') {
    const allowed =
      file === null ? specifier.startsWith('node:') || writingPackages.includes(specifier) : target === 'workbooks';
    return allowed ? null : 'workbooks/ turns rows into files and imports only itself and what writes zip';
  }
  if (file === null) return null;
  if (!file.startsWith('src/')) return 'the service imports nothing from outside src/';
  if (target === 'matching') {
    const isFront = file === 'src/matching/index.ts' || file === 'src/matching/record.ts';
    return isFront ? null : 'matching/ is entered by index.ts (and record.ts for the shape of a record)';
  }
  if (target === 'partner-files' && file !== 'src/partner-files/index.ts')
    return 'partner-files/ is entered by index.ts';
  if (target === 'pfif' && file !== 'src/pfif/index.ts') return 'pfif/ is entered by index.ts';
  if (target === 'workbooks' && room !== 'workbooks' && file !== 'src/workbooks/index.ts')
    return 'workbooks/ is entered by index.ts';
  if (assembly.test(path) || (room && outside.includes(room))) return null;
  if (assembly.test(file) || (target && outside.includes(target))) return 'it puts the rooms together';
  if (target === null || foundations.includes(target) || target === room) return null;
  if (room === null || foundations.includes(room)) return 'what every room uses knows no feature';
  if (room === 'suggestions' && target === 'reporters') return 'suggestions/ never sees who reported';
  return features.indexOf(target) < features.indexOf(room) ? null : 'features import leftwards only; ring the doorbell';
}

const isPure = (specifier: string) => specifier.startsWith('node:') || matchingPackages.includes(specifier);

/** "src/places/place.entity.ts" lies in the room "places"; files directly in src/ lie in none. */
function roomOf(path: string): string | null {
  return /^src\/([^/]+)\//.exec(path)?.[1] ?? null;
}

/** The shortest chain of imports that run (not types) from `start` to one that is looked for, or null. */
function wayTo(isLookedFor: (one: Import) => boolean, start: string, sources: Sources): string[] | null {
  if (!sources.has(start)) return null;
  const queue = [[start]];
  const seen = new Set([start]);
  for (const way of queue) {
    for (const one of importsOf(way[way.length - 1], sources)) {
      const { file, specifier, typeOnly } = one;
      if (typeOnly || (file !== null && seen.has(file))) continue;
      if (isLookedFor(one)) return [...way, file ?? specifier];
      if (file === null) continue;
      seen.add(file);
      if (sources.has(file)) queue.push([...way, file]);
    }
  }
  return null;
}

/** Every import of a file: `import`, `export … from`, `import()` and types in the form `import('…')`. */
function importsOf(path: string, sources: Sources): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, typeOnly: boolean) => {
    if (!node || !ts.isStringLiteralLike(node)) return;
    const specifier = node.text;
    const file = specifier.startsWith('.')
      ? posix.join(posix.dirname(path), specifier).replace(/\.(m?)js(x?)$/, '.$1ts$2')
      : null;
    found.push({ specifier, file, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnlyImport(node));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, sources.get(path)!, ts.ScriptTarget.Latest));
  return found;
}

function isTypeOnlyImport({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false; // import './x.js' runs the file.
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = importClause.namedBindings;
  const namesTypesOnly =
    names !== undefined && ts.isNamedImports(names) && names.elements.every((one) => one.isTypeOnly);
  return importClause.name === undefined && namesTypesOnly;
}
