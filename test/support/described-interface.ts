// What the description of the interface (OpenAPI) says that the service serves, and what it does not name.

interface Parameter {
  name: string;
  in: string;
}
export interface Operation {
  parameters?: Parameter[];
  requestBody?: { content: object };
  responses: Record<string, { content?: object }>;
}

/** One operation: "GET", "/v1/reports/{id}", what it takes and answers. */
export interface DescribedOperation {
  method: string;
  path: string;
  operation: Operation;
}

/** Every operation that a running service describes. */
export async function describedOperations(url: string): Promise<DescribedOperation[]> {
  const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  const found = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  if (found.length < 10) throw new Error('The service describes next to nothing');
  return found;
}

/** The path with a new id in each place for one. */
export const withIds = (path: string): string => path.replaceAll(/\{\w+\}/g, () => crypto.randomUUID());

type Schema = { $ref?: string; properties?: Record<string, Schema>; items?: Schema; additionalProperties?: unknown } & {
  [kind in 'anyOf' | 'oneOf' | 'allOf']?: Schema[];
};

/** Pointers to the fields of a value that no schema names. */
export function undescribed(value: unknown, schema: Schema | undefined, document: unknown, at = ''): string[] {
  if (value === null || typeof value !== 'object') return [];
  const schemas = alternatives(schema, document);
  if (Array.isArray(value)) {
    const items = { anyOf: schemas.flatMap((one) => one.items ?? []) };
    return value.flatMap((item, index) => undescribed(item, items, document, `${at}/${index}`));
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    const named = schemas.flatMap((one) => one.properties?.[key] ?? []);
    const open = schemas.some((one) => one.additionalProperties && typeof one.additionalProperties === 'object');
    if (named.length === 0) return open ? [] : [`${at}/${key}`];
    return undescribed(inner, { anyOf: named }, document, `${at}/${key}`);
  });
}

function alternatives(schema: Schema | undefined, document: unknown): Schema[] {
  if (!schema) return [];
  if (schema.$ref) {
    const steps = schema.$ref.split('/').slice(1);
    // biome-ignore lint/suspicious/noExplicitAny: a walk through a document of any shape
    return alternatives(steps.reduce((inner: any, step) => inner[step], document) as Schema, document);
  }
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [schema, ...inner.flatMap((one) => alternatives(one, document))];
}
