import type { Caller } from './callers.js';
import type { Cell } from './cells.js';
import { answerSchema, type OpenApi, resolved, type Schema } from './operations.js';
import { allOf, type Case, type Organisation, type World } from './world.js';

/** Answers with what a browser hands on to a device (WebAuthn), which has members of its own: the description is open. */
const open = new Set([
  'POST /v1/session/passkey/challenge',
  'POST /v1/account/passkeys/challenge',
  'POST /v1/invitations/accept/look',
]);

/** Fields of an answer that its description does not have, as paths; files and streams of events have none. */
export function undescribedFields(document: OpenApi, { operation, answer }: Cell): string[] {
  const schema = answerSchema(document, operation, answer.status);
  if (answer.text === '' || !operation.described || !/json/.test(answer.type)) return [];
  if (!schema) return [`${operation.key} ${answer.status}: no schema is described for this answer`];
  if (open.has(operation.key)) return [];
  return [...walk(document, schema, JSON.parse(answer.text), '')].map((path) => `${operation.key}: ${path}`);
}

function* walk(document: OpenApi, given: Schema | undefined, value: unknown, path: string): Generator<string> {
  const schema = resolved(document, given) ?? {};
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) {
    const wrong = choices.map((choice) => [...walk(document, choice, value, path)]);
    yield* wrong.reduce((least, each) => (each.length < least.length ? each : least));
    return;
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* walk(document, schema.items, item, `${path}/${index}`);
  } else if (value !== null && typeof value === 'object') {
    // A choice between an object and null: null is not what stands here.
    if (schema.type === 'null') yield path;
    const rest = schema.additionalProperties;
    for (const [key, item] of Object.entries(value)) {
      const property = schema.properties?.[key] ?? (typeof rest === 'object' ? rest : undefined);
      if (!property && rest !== true) yield `${path}/${key}`;
      else if (property) yield* walk(document, property, item, `${path}/${key}`);
    }
  }
}

export interface Secrets {
  /** Ids and words of one organisation or case, and who may see them. */
  what: string;
  organisation: Organisation;
  pieces: Set<string>;
  systemAdministrators: Set<string>;
  maySee(caller: Caller): boolean;
}

/** What must not stand in the answers to others: words planted in free texts, and every id. */
export async function secretsOf(world: World): Promise<Secrets[]> {
  const secrets: Secrets[] = [];
  const administrators: { id: string }[] = await world.service.dataSource.query(
    "select id from accounts where role = 'system_admin'",
  );
  const systemAdministrators = new Set(administrators.map(({ id }) => id));
  for (const organisation of allOf(world)) {
    const ids = await idsOfOrganisation(world, organisation.id);
    const ofCases = organisation.cases.flatMap((each) => [each.word, ...idsOfCase(each)]);
    secrets.push({
      what: organisation.name,
      organisation,
      pieces: new Set([organisation.word, ...[...ids].filter((id) => !ofCases.includes(id))]),
      systemAdministrators,
      // System administrators run all organisations: they see accounts and keys of all, and cases of none.
      maySee: ({ organisation: own, is }) =>
        own === organisation || (is?.kind === 'staff' && is.role === 'system_admin'),
    });
    for (const each of organisation.cases)
      secrets.push({
        what: each.word,
        organisation,
        pieces: new Set([each.word, ...idsOfCase(each)]),
        systemAdministrators,
        maySee: ({ sees }) => sees.includes(each),
      });
  }
  return secrets;
}

/** Of what nobody may learn that there is one. */
const idsOfCase = (each: Case): string[] => [
  each.reportId,
  each.suggestionId,
  each.caseId,
  each.taskId,
  each.extortionId,
  each.contestId,
  each.claimId,
  each.disclosureId,
];

async function idsOfOrganisation({ service: { dataSource } }: World, organisation: string): Promise<Set<string>> {
  const tables: { name: string }[] = await dataSource.query(
    `select c.table_name as name from information_schema.columns c
     join information_schema.columns o using (table_schema, table_name)
     where table_schema = 'public' and c.column_name = 'id' and c.data_type = 'uuid' and o.column_name = 'organisation_id'`,
  );
  const found = new Set<string>([organisation]);
  for (const { name } of tables) {
    const rows: { id: string }[] = await dataSource.query(`select id from ${name} where organisation_id = $1`, [
      organisation,
    ]);
    for (const { id } of rows) found.add(id);
  }
  return found;
}

/**
 * Lists of what people did: they hold ids of the own organisation's things and
 * of whatever its people asked for, and no words.
 */
const trails = new Set(['GET /v1/audit', 'GET /v1/alarms']);

/** Ids and words in the answer that are not for this caller. @param asked ids that each organisation's people asked for */
export function leaks(secrets: Secrets[], asked: Map<unknown, Set<string>>, cell: Cell): string[] {
  const { operation, caller, answer, ids } = cell;
  // What the caller asked for by its id comes back to nobody new.
  const known = new Set(Object.values(ids));
  const trail = trails.has(operation.key);
  const excused = (secret: Secrets, piece: string) =>
    // Who proposed a role is named by his id: a system administrator may belong to another organisation.
    (operation.key === 'GET /v1/role-changes' && secret.systemAdministrators.has(piece)) ||
    (trail &&
      !piece.startsWith('canary') &&
      (secret.organisation === caller.organisation || asked.get(caller.organisation)?.has(piece)));
  return secrets
    .filter((secret) => !secret.maySee(caller))
    .flatMap((secret) =>
      [...secret.pieces]
        .filter((piece) => answer.text.includes(piece) && !known.has(piece) && !excused(secret, piece))
        .map((piece) => `${operation.key} shows ${caller.name} of ${secret.what}: ${piece}`),
    );
}

/** Ids in the paths that people of each organisation called. */
export function askedIds(cells: Cell[]): Map<unknown, Set<string>> {
  const asked = new Map<unknown, Set<string>>();
  for (const { caller, ids } of cells) {
    const own = asked.get(caller.organisation) ?? new Set();
    for (const id of Object.values(ids)) own.add(id);
    asked.set(caller.organisation, own);
  }
  return asked;
}
