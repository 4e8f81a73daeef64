import type { SharedNumbers } from '../matching/index.js';

/** Kinds of numbers by the name that stands in the file. */
export const kinds = { Int32Array, Uint32Array, Float64Array, Uint8Array, Int8Array } as const;
export type Kind = keyof typeof kinds;

/** A typed array with where it stands in the tree of objects that it was taken from, the names on the way joined by dots. */
export interface Section {
  name: string;
  values: SharedNumbers;
}

/** All typed arrays in a tree of plain objects, in its own order. */
export function sectionsOf(tree: object, name = ''): Section[] {
  return Object.entries(tree).flatMap(([key, inner]: [string, SharedNumbers | object]) => {
    const full = name === '' ? key : `${name}.${key}`;
    return ArrayBuffer.isView(inner) ? [{ name: full, values: inner as SharedNumbers }] : sectionsOf(inner, full);
  });
}

/** The tree that the sections were taken from. */
export function treeOf(sections: readonly Section[]): object {
  const root = Object.create(null) as Tree;
  for (const { name, values } of sections) {
    const path = name.split('.');
    const last = path.pop()!;
    let at = root;
    for (const key of path) {
      at[key] ??= Object.create(null) as Tree;
      at = at[key] as Tree;
    }
    at[last] = values;
  }
  return root;
}

interface Tree {
  [key: string]: Tree | SharedNumbers;
}

export const kindOf = (values: SharedNumbers): Kind => values.constructor.name as Kind;

/** The bytes of a typed array. */
export function bytesOf({ buffer, byteOffset, byteLength }: SharedNumbers): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
