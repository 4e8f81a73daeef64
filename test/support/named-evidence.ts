// What a document can point at: titles of tests and headings of documents.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { parsed, root, textOf } from './source-files.js';

/**
 * Titles of a test file as they are written, tables (`it.each`) with their %s: each test alone, "title", and with what stands around
 * it, "describe > title". Groups count too.
 */
export function testTitles(path: string, text?: string): Set<string> {
  const titles = new Set<string>();
  const visit = (node: ts.Node, around: string[]): void => {
    let inner = around;
    if (ts.isCallExpression(node)) {
      const title = titleOf(node);
      if (title !== null) {
        inner = [...around, title];
        titles.add(title);
        titles.add(inner.join(' > '));
      }
    }
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(parsed(path, text), []);
  return titles;
}

/** it('…'), describe('…'), it.each(…)('…'), it.failing is none of ours. */
function titleOf(call: ts.CallExpression): string | null {
  let callee: ts.Expression = call.expression;
  if (ts.isCallExpression(callee) && ts.isPropertyAccessExpression(callee.expression)) {
    if (callee.expression.name.text !== 'each') return null;
    callee = callee.expression.expression;
  }
  const isTest = ts.isIdentifier(callee) && ['it', 'test', 'describe'].includes(callee.text);
  const [title] = call.arguments;
  if (!isTest || !title) return null;
  if (ts.isStringLiteralLike(title)) return title.text;
  // `… ${what}` stands as it is written.
  return ts.isTemplateExpression(title) ? title.getText().slice(1, -1) : null;
}

/** The names by which headings of a Markdown text are linked to, as GitHub makes them. */
export function headingAnchors(text: string): Set<string> {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '');
  return new Set(
    [...prose.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) =>
      heading
        .trim()
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(/\s/g, '-'),
    ),
  );
}

/** One sentence for what is wrong with a piece of evidence, null when it is there. */
export function brokenEvidence({ test, doc }: { test?: string; doc?: string }): string | null {
  if (test !== undefined) {
    const [path, title] = halves(test, ' :: ');
    if (!/\.spec\.tsx?$/.test(path) || !existsSync(join(root, path))) return `no test file ${path}`;
    return testTitles(path).has(title) ? null : `no test "${title}" in ${path}`;
  }
  const [path, anchor] = halves(doc ?? '', '#');
  if (!path.endsWith('.md') || !existsSync(join(root, path))) return `no document ${path}`;
  return headingAnchors(textOf(path)).has(anchor) ? null : `no heading #${anchor} in ${path}`;
}

function halves(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
