import type { DirtyCell, Draft } from './draft.js';
import type { Desk, Spoiler } from './spoiler.js';

/** Of whole rows, after their cells: a row gets at most one of these. */
export const rowSpoilers: Spoiler[] = [
  {
    name: 'parts_exchanged',
    share: 0.02,
    spoil: (row, desk) => exchange(row, desk.at('father_name'), desk.at('family_name')),
  },
  {
    name: 'dates_exchanged',
    share: 0.01,
    spoil: (row, desk) => exchange(row, desk.at('birth_date'), desk.at('event_date')),
  },
  {
    name: 'slipped',
    share: 0.01,
    spoil(row, { random, columns, nameAt }) {
      const from = random.between(nameAt, columns.length - 4);
      row.cells = [...row.cells.slice(0, from), '', ...row.cells.slice(from, columns.length - 1)];
      return true;
    },
  },
  {
    name: 'short_row',
    share: 0.01,
    spoil(row, { random, columns }) {
      row.cells = row.cells.slice(0, random.between(5, columns.length - 2));
      return row.cells.at(-1) !== '';
    },
  },
  {
    name: 'long_row',
    share: 0.005,
    spoil(row, desk) {
      row.cells = [...row.cells, desk.word('status', row)];
      return true;
    },
  },
  {
    name: 'unidentified',
    share: 0.01,
    spoil: (row, desk) => renamed(row, desk, [desk.word('unidentified', row)]),
  },
  { name: 'no_name', share: 0.005, spoil: (row, desk) => renamed(row, desk, []) },
  {
    name: 'headings_again',
    share: 0.002,
    spoil(row, { columns }) {
      if (row.oddities.length > 0) return false; // what happened to it would be gone
      row.cells = columns.map(({ heading }) => heading);
      return true;
    },
  },
  {
    name: 'repeated',
    share: 0.01,
    spoil(row, desk) {
      const first = earlier(row, desk);
      if (first === undefined || row.oddities.length > 0) return false;
      const counter = desk.at('row_counter');
      row.cells = first.cells.map((cell, at) => (at === counter ? row.cells[at]! : cell));
      row.oddities = [...first.oddities];
      row.personNumber = first.personNumber;
      repeat(row, first);
      return true;
    },
  },
  {
    name: 'same_id_differs',
    share: 0.005,
    spoil(row, desk) {
      const first = earlier(row, desk);
      if (first === undefined) return false;
      row.cells[desk.at('source_record_id')] = first.cells[desk.at('source_record_id')]!;
      repeat(row, first);
      return true;
    },
  },
];

const names: ReadonlySet<string> = new Set(rowSpoilers.map(({ name }) => name));

/** Nothing happened to it as a whole row, and no other row repeats it. */
export const isWhole = ({ oddities, isRepeated }: Draft): boolean =>
  isRepeated !== true && !oddities.some((name) => names.has(name));

function repeat(row: Draft, first: Draft): void {
  row.repeats = first;
  first.isRepeated = true;
}

/** A row before this one to which nothing happened as a whole and whose id stands. */
function earlier(row: Draft, { drafts, random }: Desk): Draft | undefined {
  const before = drafts.slice(0, drafts.indexOf(row)).filter(isWhole);
  return before.length === 0 ? undefined : random.pick(before);
}

function exchange(row: Draft, one: number, other: number): boolean {
  if (one < 0 || other < 0 || row.touched.has(one) || row.touched.has(other)) return false;
  const [first, second] = [row.cells[one] as DirtyCell, row.cells[other] as DirtyCell];
  if (first === '' || second === '') return false;
  row.cells[one] = second;
  row.cells[other] = first;
  return true;
}

/** Takes the names away; the first of `instead` stands in the first column of a name. */
function renamed(row: Draft, desk: Desk, instead: string[]): boolean {
  const columns = desk.allNamesAt;
  if (columns.some((at) => row.touched.has(at))) return false;
  for (const [at, column] of columns.entries()) row.cells[column] = instead[at] ?? '';
  return true;
}
