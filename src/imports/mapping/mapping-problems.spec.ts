import { describe, expect, it } from '@jest/globals';
import { projectGazetteer } from '../../linkage/project-gazetteer.js';
import type { Column } from '../../partner-files/index.js';
import { meaningsOf, rememberedMeanings } from './mapped-columns.js';
import { type ColumnMeaning, Mapping } from './mapping.js';
import { mappingProblems } from './mapping-problems.js';

const gazetteer = projectGazetteer();
const columns: Column[] = ['name', 'sex', 'when', 'where', 'x', 'x'].map((heading, index) => ({
  index,
  letter: `${index}`,
  heading,
}));
const name: ColumnMeaning = { heading: 'name', field: 'full_name' };
const problems = (meanings: ColumnMeaning[], kind: Mapping['kind'] = 'detention_records') =>
  mappingProblems({ kind, columns: meanings }, columns, { gazetteer }).map(({ pointer, code }) => [pointer, code]);

describe('a mapping', () => {
  it('may name a heading as long as a cell can be: a long note in the first row of a file without headings is taken for one', () => {
    const columns = [{ heading: 'a note '.repeat(600), field: 'full_name' }];
    expect(Mapping.safeParse({ kind: 'detention_records', columns }).success).toBe(true);
  });

  it.each<[string, ColumnMeaning[], [string, string][]]>([
    ['in order', [name, { heading: 'sex', field: 'sex', values: { Mann: 'male', '-': null } }], []],
    ['without a name', [{ heading: 'sex', field: 'sex' }], [['/columns', 'mapping.no_name']]],
    ['whose only name is the mother', [{ heading: 'name', field: 'mother_name' }], [['/columns', 'mapping.no_name']]],
    [
      'with two columns of one field',
      [name, { heading: 'x', field: 'full_name' }],
      [['/columns/1/field', 'mapping.two_columns_one_field']],
    ],
    ['with two columns of notes', [name, { heading: 'x', field: 'notes' }, { heading: 'x', field: 'notes' }], []],
    [
      'with a heading the file lacks',
      [name, { heading: 'y', field: 'sex' }],
      [['/columns/1/heading', 'mapping.unknown_heading']],
    ],
    [
      'with a heading more often than the file',
      [name, { heading: 'sex', field: 'sex' }, { heading: 'sex', field: null }],
      [['/columns/2/heading', 'mapping.unknown_heading']],
    ],
    [
      'with a field of other lists',
      [name, { heading: 'x', field: 'reporter_relationship' }],
      [['/columns/1/field', 'mapping.wrong_kind']],
    ],
    [
      'with a sex that is none',
      [name, { heading: 'sex', field: 'sex', values: { Athartest: 'man' } }],
      [['/columns/1/values', 'mapping.value_unknown']],
    ],
    [
      'with a place that is none',
      [name, { heading: 'where', field: 'governorate', values: { a: 'SY99' } }],
      [['/columns/1/values', 'mapping.value_unknown']],
    ],
    ['with a known place', [name, { heading: 'where', field: 'governorate', values: { a: 'SY04' } }], []],
    [
      'with values for a date',
      [name, { heading: 'when', field: 'event_date', values: { a: 'b' } }],
      [['/columns/1/values', 'mapping.value_unknown']],
    ],
  ])('%s is answered with what is wrong', (_what, meanings, expected) => {
    expect(problems(meanings)).toEqual(expected);
  });

  it('of reports has no status', () => {
    expect(problems([name, { heading: 'x', field: 'status' }], 'reports')).toEqual([
      ['/columns/1/field', 'mapping.wrong_kind'],
    ]);
  });

  it('finds its columns by heading; of two equal headings the second is the second', () => {
    const mapping: Mapping = {
      kind: 'detention_records',
      columns: [
        { heading: 'x', field: 'notes' },
        { heading: ' NAME', field: 'full_name' },
        { heading: 'x', field: 'cell' },
      ],
    };
    const fields = (found: (ColumnMeaning | null)[]) => found.map((meaning) => meaning?.field ?? null);
    expect(fields(meaningsOf(mapping, columns))).toEqual([null, null, null, null, 'notes', 'cell']);
    expect(fields(rememberedMeanings(mapping, columns))).toEqual(['full_name', null, null, null, 'notes', 'cell']);
  });

  it('is held to the headings as the file writes them, because its rows are read by them', () => {
    expect(problems([{ heading: ' NAME', field: 'full_name' }])).toEqual([
      ['/columns/0/heading', 'mapping.unknown_heading'],
    ]);
  });
});
