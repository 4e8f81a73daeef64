import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';

interface Schema {
  $ref?: string;
  example?: unknown;
  properties?: Record<string, Schema>;
}
interface Operation {
  operationId: string;
  tags?: string[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}
const document = JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};
/** Every route of these rooms has examples. */
const withExamples = [
  'Suggestions',
  'Cases',
  'Contests',
  'Fate claims',
  'Disclosures',
  'Sources',
  'Figures',
  'Models',
  'Webhooks',
  'Messages',
];
const besides = ['listColleagues', 'searchNames', 'listNameSearches'];
// Not yet, on 23 November 2026: sessions, accounts, organisations, keys, audit, alarms, reporters, consents, reports, receipts, imports, exports, rematches.

const nameOf = (schema: Schema | undefined) => schema?.$ref?.split('/').at(-1) ?? '';
const operations = Object.entries(document.paths)
  .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })))
  .filter(({ tags, operationId }) => withExamples.includes(tags?.[0] ?? '') || besides.includes(operationId));

/** Names of the shapes that a route takes and answers; what has neither (204, no body) asks for none. */
const shapesOf = ({ requestBody, responses }: Operation) => {
  const contents = [
    requestBody?.content,
    ...Object.entries(responses).map(([code, { content }]) => (code.startsWith('2') ? content : undefined)),
  ];
  return contents.flatMap((content) => (content ? [nameOf(Object.values(content)[0].schema)] : []));
};

// Formats are what the service itself checks; here shapes, words and names of fields are.
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(document, 'openapi');
const problemsOf = (name: string, example: unknown) => {
  const validate = ajv.compile({ $ref: `openapi#/components/schemas/${name}` });
  return validate(example)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath}: ${message}`);
};

describe('examples of the interface', () => {
  it('stand with everything that a route of casework takes and answers', () => {
    expect(operations.length).toBeGreaterThan(45);
    const without = operations.flatMap((operation) =>
      shapesOf(operation)
        .filter((name) => document.components.schemas[name]?.example === undefined)
        .map((name) => `${operation.operationId}: ${name || 'a shape without a name'}`),
    );
    expect(without).toEqual([]);
  });

  it('are what they are examples of', () => {
    const names = new Set(operations.flatMap(shapesOf));
    const wrong = [...names].flatMap((name) => problemsOf(name, document.components.schemas[name].example));
    expect(names.size).toBeGreaterThan(40);
    expect(wrong).toEqual([]);
  });

  it('and a wrong one would be found', () => {
    expect(problemsOf('CaseNote', { id: 1 }).length).toBeGreaterThan(0);
    expect(problemsOf('Undo', { seen_revision: 3, by: 'Rana' }).length).toBeGreaterThan(0);
  });

  it('every invented person in them has the family name of tests', () => {
    const texts = operations
      .flatMap(shapesOf)
      .map((name) => JSON.stringify(document.components.schemas[name].example))
      .join('\n');
    const named = [...texts.matchAll(/"(?:name|display_name|trained_person)":"([^"]+)"/g)].map(([, name]) => name);
    const facets = ['band', 'child'];
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !facets.includes(name) && !/Athartest|أثرتست/.test(name))).toEqual([]);
  });
});
