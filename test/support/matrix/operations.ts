import { policies } from '../../../src/access/policies.js';
import type { World } from './world.js';

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

interface Described {
  operationId: string;
  parameters?: { name: string; in: string; schema?: Schema }[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

export interface OpenApi {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
}

export interface Operation {
  /** As the policy table names it: method and route. */
  key: string;
  method: string;
  route: string;
  /** Missing for the pages and files that the interface description does not describe. */
  described?: Described;
}

/** Answered by the service and not part of the described interface. */
const pages = ['GET /', 'GET /openapi.json'];
/** Files of the console, for anybody; the routes are there where the console has been built. */
const files = ['GET /console', 'GET /console/*'];
export const undescribed = [...pages, ...files];
/** Pages for families: who may open which is asked by test/integration/family-pages-access.spec.ts. */
export const isPageOfFamilies = (key: string): boolean => / \/(:language(\/|$)|family\/:file$|verify$)/.test(key);

/** Every operation that the running service describes, and its pages. */
export async function operationsOf(world: World): Promise<{ operations: Operation[]; document: OpenApi }> {
  const document = (await (await fetch(`${world.service.url}/openapi.json`)).json()) as OpenApi;
  const operations: Operation[] = pages.map(operation);
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, described] of Object.entries(methods)) {
      const route = path.replace(/\{(\w+)\}/g, ':$1');
      operations.push({ ...operation(`${method.toUpperCase()} ${route}`), described });
    }
  }
  return { operations: operations.sort(byPolicyTable), document };
}

function operation(key: string): Operation {
  const [method, route] = key.split(' ');
  return { key, method, route };
}

/** The policy table has an order made for reading. */
function byPolicyTable(a: Operation, b: Operation): number {
  const order = Object.keys(policies);
  return order.indexOf(a.key) - order.indexOf(b.key) || (a.key < b.key ? -1 : 1);
}

/** Follows references; every other schema is given back as it is. */
export function resolved(document: OpenApi, schema: Schema | undefined): Schema | undefined {
  const name = schema?.$ref?.split('/').at(-1);
  return name ? resolved(document, document.components.schemas[name]) : schema;
}

export function bodySchema(document: OpenApi, { described }: Operation): Schema | undefined {
  const content = described?.requestBody?.content;
  return resolved(document, (content?.['application/json'] ?? content?.['application/merge-patch+json'])?.schema);
}

export function answerSchema(document: OpenApi, { described }: Operation, status: number): Schema | undefined {
  return resolved(document, described?.responses[status]?.content?.['application/json']?.schema);
}
