// Constructions that turn data into code, commands or addresses: none of them may stand in the programs.
import ts from 'typescript';
import { nodesOf, parsed } from './source-files.js';

const codeFromText = new Set(['eval', 'Function', 'importScripts']);
const htmlFromText = new Set([
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'createContextualFragment',
  'setHTMLUnsafe',
  'srcdoc',
]);
/** Of node:child_process only what starts a program by its file and a list of arguments. */
const startsWithoutShell = new Set([
  'spawn',
  'fork',
  'execFile',
  'execFileSync',
  'spawnSync',
  'ChildProcess',
  'SpawnOptions',
]);
const weakHashes = /^(md[245]|sha-?1|ripemd(160)?|rmd160|whirlpool)$/i;
const weakCiphers = /(ecb|^des|3des|rc[24]|blowfish|^bf|cbc|seed|idea)/i;
const userStores = new Set(['indexedDB', 'sessionStorage', 'caches', 'serviceWorker', 'openDatabase']);

/** One sentence for each construction that must not be there, with its file and line. */
export function dangerousCode(path: string, text?: string): string[] {
  const file = parsed(path, text);
  const found: string[] = [];
  const say = (node: ts.Node, what: string) =>
    found.push(`${path}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}: ${what}`);
  for (const node of nodesOf(file)) {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const name = nameOf(node.expression);
      const [first] = node.arguments ?? [];
      if (codeFromText.has(name)) say(node, `${name} makes code of text`);
      if (/^set(Timeout|Interval)$/.test(name) && first && isText(first)) say(node, `${name} makes code of text`);
      if (name === 'createHash' && first && weakHashes.test(literal(first, file))) say(node, 'a broken hash function');
      if (/^createHash|createHmac|createCipheriv$/.test(name) && first && literal(first, file) === '')
        say(node, 'an algorithm that is not written here');
      if (/^create(Cipher|Decipher)iv$/.test(name) && first && weakCiphers.test(literal(first, file)))
        say(node, 'a weak mode');
      if (name === 'createCipher') say(node, 'a cipher without a nonce');
      if (nameOf(node.expression) === 'random' && /^Math\./.test(node.expression.getText(file)))
        say(node, 'chance that can be guessed');
    }
    if (ts.isImportDeclaration(node)) for (const what of importProblems(node)) say(node, what);
    if ((ts.isIdentifier(node) || ts.isStringLiteral(node)) && htmlFromText.has(node.text) && !isType(node))
      say(node, `${node.text} makes markup of text`);
    if (ts.isIdentifier(node) && node.text === 'dangerouslySetInnerHTML') say(node, 'markup of text');
    if (ts.isIdentifier(node) && userStores.has(node.text)) say(node, `${node.text} keeps data in the browser`);
    if (
      ts.isPropertyAssignment(node) &&
      nameOf(node.name) === 'shell' &&
      node.initializer.kind !== ts.SyntaxKind.FalseKeyword
    )
      say(node, 'a shell between us and a program');
    if (ts.isPropertyAssignment(node) && nameOf(node.name) === 'rejectUnauthorized')
      say(node, 'a certificate unchecked');
    if (ts.isStringLiteralLike(node) && /^\s*javascript:/i.test(node.text)) say(node, 'an address that is code');
    if (ts.isPropertyAccessExpression(node) && node.getText(file) === 'document.write') say(node, 'markup of text');
  }
  return found;
}

function importProblems(node: ts.ImportDeclaration): string[] {
  const from = literal(node.moduleSpecifier);
  if (from === 'node:vm') return ['node:vm runs text as code'];
  if (['http', 'https', 'child_process', 'fs', 'crypto', 'vm', 'net'].includes(from)) return [`${from} without node:`];
  if (from !== 'node:child_process') return [];
  const names = node.importClause?.namedBindings;
  if (!names || !ts.isNamedImports(names)) return ['all of child_process'];
  return names.elements
    .filter((one) => !one.isTypeOnly && !node.importClause?.phaseModifier)
    .map((one) => (one.propertyName ?? one.name).text)
    .filter((name) => !startsWithoutShell.has(name))
    .map((name) => `${name} runs a shell`);
}

/** Interpolations in texts that are SQL: what they insert, as written. */
export function builtSql(path: string, text?: string): { path: string; inserted: string }[] {
  const file = parsed(path, text);
  const found: { path: string; inserted: string }[] = [];
  for (const node of nodesOf(file)) {
    if (!ts.isTemplateExpression(node)) continue;
    const written = node.getText(file);
    if (
      !/\b(select|insert\s+into|update\s+\w+\s+set|delete\s+from|create|drop|alter|grant|where|exists)\b\s/i.test(
        written,
      )
    )
      continue;
    for (const span of node.templateSpans) found.push({ path, inserted: span.expression.getText(file) });
  }
  return found;
}

/** Calls of a log with the message that each writes; null where the program makes it. */
export function logMessages(path: string, text?: string): { at: string; message: string | null }[] {
  const file = parsed(path, text);
  return nodesOf(file)
    .filter(ts.isCallExpression)
    .flatMap((node) => {
      if (!/^(this\.)?log\.(fatal|error|warn|info|debug|trace)$/.test(node.expression.getText(file))) return [];
      const message = node.arguments.at(-1);
      const literalMessage = message && ts.isStringLiteralLike(message) ? message.text : null;
      return [{ at: `${path}: ${node.getText(file)}`, message: literalMessage }];
    });
}

/** Every regular expression that is written out: its source and flags. */
export function regularExpressions(path: string, text?: string): { at: string; source: string; flags: string }[] {
  const file = parsed(path, text);
  return nodesOf(file)
    .filter(ts.isRegularExpressionLiteral)
    .map((node) => {
      const [, source, flags] = /^\/([\s\S]*)\/([a-z]*)$/.exec(node.text)!;
      return { at: `${path}: ${node.text}`, source, flags };
    });
}

function nameOf(node: ts.Node): string {
  if (ts.isIdentifier(node) || ts.isStringLiteral(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? node.name.text : '';
}
const isText = (node: ts.Node) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

/** The text that stands here, or that a constant of this file with this name has; "" when the program makes it. */
function literal(node: ts.Node, file?: ts.SourceFile): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!file || !ts.isIdentifier(node)) return '';
  const named = nodesOf(file)
    .filter(ts.isVariableDeclaration)
    .filter((one) => one.name.getText(file) === node.text);
  const value = named.length === 1 && named[0].parent.flags & ts.NodeFlags.Const ? named[0].initializer : undefined;
  return value && ts.isStringLiteralLike(value) ? value.text : '';
}
const isType = (node: ts.Node) => ts.isTypeNode(node.parent);
