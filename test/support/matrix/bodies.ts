import type { Caller } from './callers.js';
import type { Cell } from './cells.js';
import { answerSchema, type OpenApi, resolved, type Schema } from './operations.js';
import { allOf, type World } from './world.js';

/** Fields of an answer that its description does not have, as paths. */
export function undescribedFields(document: OpenApi, { operation, answer }: Cell): string[] {
  const schema = answerSchema(document, operation, answer.status);
  if (answer.text === '' || !operation.described) return [];
  if (!schema) return [`${operation.key} ${answer.status}: no schema is described for this answer`];
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
  pieces: Set<string>;
  maySee(caller: Caller): boolean;
}

/** What must not stand in the answers to others: words planted in free texts, and every id. */
export async function secretsOf(world: World): Promise<Secrets[]> {
  const secrets: Secrets[] = [];
  for (const organisation of allOf(world)) {
    const ids = await idsOfOrganisation(world, organisation.id);
    const ofCases = organisation.cases.flatMap(({ word, reportId, suggestionId }) => [word, reportId, suggestionId]);
    secrets.push({
      what: organisation.name,
      pieces: new Set([organisation.word, ...[...ids].filter((id) => !ofCases.includes(id))]),
      // System administrators run all organisations: they see accounts and keys of all, and cases of none.
      maySee: ({ organisation: own, is }) =>
        own === organisation || (is?.kind === 'staff' && is.role === 'system_admin'),
    });
    for (const each of organisation.cases)
      secrets.push({
        what: each.word,
        pieces: new Set([each.word, each.reportId, each.suggestionId]),
        maySee: ({ sees }) => sees.includes(each),
      });
  }
  return secrets;
}

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

/** Ids and words in the answer that are not for this caller. */
export function leaks(secrets: Secrets[], { operation, caller, answer, ids }: Cell): string[] {
  // What the caller asked for by its id comes back to nobody new.
  const asked = new Set(Object.values(ids));
  return secrets
    .filter((secret) => !secret.maySee(caller))
    .flatMap(({ what, pieces }) =>
      [...pieces]
        .filter((piece) => !asked.has(piece) && answer.text.includes(piece))
        .map((piece) => `${operation.key} shows ${caller.name} of ${what}: ${piece}`),
    );
}
