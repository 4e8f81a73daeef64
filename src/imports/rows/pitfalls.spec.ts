import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type ListCells, type ListSettings, readListRow } from '../../../test/support/list-rows.js';
import { parseTable } from '../../matching/index.js';
import type { Cell } from '../../partner-files/index.js';
import type { ImportField } from '../mapping/import-fields.js';
import type { ReadRow } from '../understood.js';

type Case = Record<'pitfall' | 'settings' | 'cells' | 'plan' | 'problems' | 'understood', string>;
const cases = parseTable(readFileSync(new URL('./pitfalls.tsv', import.meta.url), 'utf8')) as Case[];

/** The 27 pitfalls of partner files that the project's domain notes list (5.2), in their order, then further ones. */
const listed = [
  'vague date',
  'day and month order',
  'spreadsheet date',
  'digits of another script',
  'month names',
  'hijri date',
  'year of another calendar',
  'placeholder date',
  'name in one cell or four',
  'two scripts in one cell',
  'father in the middle, mother in notes',
  'letters typed for one another',
  'text of a PDF',
  'machine transliteration',
  'titles and fate words',
  'written as unknown',
  'minors as initials',
  'same name, same day',
  'row twice',
  'numbers through a spreadsheet',
  'telephone numbers',
  'governorates',
  'places of detention',
  'status column',
  'encodings, totals, columns',
  'formulas',
  'contacts in notes',
];
const further = [
  ...['age', 'hostile text', 'slipped row', 'headings again', 'born after the event', 'several columns', 'value map'],
  'report',
];

const parts = (text: string): string[] => (text === '-' ? [] : text.split(' ;; '));
const unescaped = (text: string): string =>
  text.replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** `field=text`; `field=@{…}` is a typed cell as JSON. */
function cellsOf(text: string): ListCells {
  const cells: ListCells = parts(text).map((part) => {
    const at = part.indexOf('=');
    const written = part.slice(at + 1);
    const cell = written.startsWith('@') ? (JSON.parse(written.slice(1)) as Cell) : unescaped(written);
    return [part.slice(0, at) as ImportField, cell];
  });
  const isNamed = cells.some(([field]) => /name/.test(field) && field !== 'mother_name');
  return isNamed ? cells : [['full_name', 'سامر أثرتست'], ...cells];
}

function settingsOf(text: string): ListSettings {
  return Object.fromEntries(
    parts(text).map((part) => {
      const at = part.indexOf('=');
      const value = part.slice(at + 1);
      return [part.slice(0, at), value.startsWith('{') ? JSON.parse(value) : value];
    }),
  );
}

/** `path=value` against what was understood; a value that begins with [ or { is JSON, "-" is absent. */
function expectPath({ understood, versionAt }: ReadRow, text: string): void {
  const at = text.indexOf('=');
  const path = text.slice(0, at);
  const expected = unescaped(text.slice(at + 1));
  const found =
    path === 'version_at'
      ? versionAt
      : path
          .split('.')
          .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], understood);
  const wanted = /^[[{]/.test(expected) ? JSON.parse(expected) : expected;
  expect({ [path]: typeof wanted === 'string' ? String(found ?? '-') : found }).toEqual({ [path]: wanted });
}

describe('a row of a partner list with a pitfall', () => {
  it.each(cases)('$pitfall: $cells [$settings]', async ({ settings, cells, plan, problems, understood }) => {
    const read = await readListRow(cellsOf(cells), settingsOf(settings));
    const codes = read.problems.map(({ code }) => code).sort();
    expect({ plan: read.plan, codes }).toEqual({ plan, codes: problems === '-' ? [] : problems.split(' ').sort() });
    for (const each of parts(understood)) expectPath(read, each);
    if (plan !== 'ready') expect(read.understood).toBeNull();
  });

  it('is there for every pitfall that is listed, and for no other', () => {
    expect(listed).toHaveLength(27);
    const covered = new Set(cases.map(({ pitfall }) => pitfall));
    expect([...covered].sort()).toEqual([...listed, ...further].sort());
  });
});
