import fc from 'fast-check';
import type { OpenApi } from '../matrix/operations.js';
import { oddNumber, oddText } from './odd-texts.js';

/** As much of JSON Schema as the described interface uses. */
export interface FullSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minItems?: number;
  maxItems?: number;
  required?: string[];
  properties?: Record<string, FullSchema>;
  additionalProperties?: boolean | FullSchema;
  items?: FullSchema;
  anyOf?: FullSchema[];
  oneOf?: FullSchema[];
  allOf?: FullSchema[];
}

/** Stands for the id of a thing of the world until the request is sent: what was found can be sent again in another world. */
export const idMark = (name: string): string => `{{${name}}}`;

/** Deeper than this only what must be there is made. */
const deepest = 5;

/** Values that the schema describes: what a good client sends, of every length and in every combination. @param ids names of things of the world */
export function valuesOf(
  document: OpenApi,
  schema: FullSchema | undefined,
  ids: readonly string[],
  depth = 0,
): fc.Arbitrary<unknown> {
  const inner = (each: FullSchema | undefined) => valuesOf(document, each, ids, depth + 1);
  if (!schema || depth > 2 * deepest) return fc.constant(null);
  if (schema.$ref)
    return valuesOf(document, document.components.schemas[schema.$ref.split('/').at(-1)!] as FullSchema, ids, depth);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(inner));
  if (schema.allOf)
    return fc.tuple(...schema.allOf.map(inner)).map((parts) => Object.assign({}, ...(parts as object[])));
  const types = [schema.type ?? (schema.properties ? 'object' : 'string')].flat();
  return fc.oneof(...types.map((type) => ofType(type, schema, inner, depth, ids)));
}

function ofType(
  type: string,
  schema: FullSchema,
  inner: (schema: FullSchema | undefined) => fc.Arbitrary<unknown>,
  depth: number,
  ids: readonly string[],
): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({
        min: Math.max(-(2 ** 31), schema.minimum ?? schema.exclusiveMinimum ?? 0),
        max: Math.min(2 ** 31 - 1, schema.maximum ?? 2 ** 31 - 1),
      });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true });
    case 'array': {
      const least = schema.minItems ?? 0;
      const most = Math.max(least, Math.min(schema.maxItems ?? 4, least + 4));
      return fc.array(inner(schema.items), { minLength: least, maxLength: depth > deepest ? least : most });
    }
    case 'object':
      return objectsOf(schema, inner, depth);
    default:
      return textsOf(schema, ids);
  }
}

function objectsOf(
  schema: FullSchema,
  inner: (schema: FullSchema | undefined) => fc.Arbitrary<unknown>,
  depth: number,
): fc.Arbitrary<unknown> {
  const wanted = new Set(schema.required ?? []);
  const names = Object.keys(schema.properties ?? {}).filter((name) => depth <= deepest || wanted.has(name));
  const members = Object.fromEntries(names.map((name) => [name, inner(schema.properties![name])]));
  return fc.record(members, { requiredKeys: names.filter((name) => wanted.has(name)) });
}

const days = fc.constantFrom('2013-03-12', '1985-01-01', '2024-02-29', '1900-01-01', '2099-12-31');

function textsOf({ format, pattern, minLength = 0, maxLength = 200 }: FullSchema, ids: readonly string[]) {
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...ids.map(idMark)), fc.uuid());
  if (format === 'date') return days;
  if (format === 'date-time') return days.map((day) => `${day}T12:00:00.000Z`);
  if (pattern) return ofPattern(pattern);
  // Made to fit, not drawn until one fits: of 64 letters exactly there may be none.
  const fitted = (text: string) => text.slice(0, maxLength).padEnd(minLength, 'x');
  return fc.oneof(
    { weight: 4, arbitrary: oddText.map(fitted) },
    { weight: 1, arbitrary: fc.constant('\u0645'.repeat(Math.max(minLength, Math.min(maxLength, 3_000)))) },
  );
}

function ofPattern(pattern: string): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'));
  } catch {
    // It looks ahead, which cannot be turned round: something is taken instead.
    return oddText;
  }
}

/** What may stand in the place of anything. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  oddNumber,
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { length: 1e9 }, { toString: 'x' }, [1, 'a', null]),
  fc.constant('x'.repeat(100_000)),
  fc.constant(Array.from({ length: 2_000 }, (_, at) => at)),
  fc.constant(Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`key${at}`, at]))),
);
