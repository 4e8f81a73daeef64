// What stands in this project's files, for tests that look for what must not stand there.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Made by tools, or kept from the repository by .gitignore. */
const notOurs = new Set(['node_modules', 'dist', '.git', '.athar', 'coverage', '.mirror']);

/** Paths of all files below a folder of the project, "/" between names, sorted. */
export function filesBelow(folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !notOurs.has(entry.name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return filesBelow(path);
      return entry.isFile() ? [path] : [];
    })
    .sort();
}

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The programs that run in production: service and console, without their tests. */
export const programFiles = (): string[] =>
  ['src', 'web/src', 'bin']
    .flatMap(filesBelow)
    .filter((path) => /\.(m?[jt]sx?)$/.test(path) && !/\.spec\.tsx?$/.test(path));

const parsedBefore = new Map<string, ts.SourceFile>();

/** The syntax tree of a file of the project, read once; or of a text as if it stood at that path. */
export function parsed(path: string, text?: string): ts.SourceFile {
  const before = text === undefined ? parsedBefore.get(path) : undefined;
  if (before) return before;
  const kind = /x$/.test(path) ? ts.ScriptKind.TSX : undefined;
  const file = ts.createSourceFile(path, text ?? textOf(path), ts.ScriptTarget.Latest, true, kind);
  if (text === undefined) parsedBefore.set(path, file);
  return file;
}

/** Every node of a file, parents before children; tokens that carry no name are left out. */
export function nodesOf(node: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (one: ts.Node): void => {
    nodes.push(one);
    ts.forEachChild(one, visit);
  };
  visit(node);
  return nodes;
}
