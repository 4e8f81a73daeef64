import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readerOf } from '../../../test/support/list-rows.js';
import { splitNames } from '../../matching/index.js';
import type { Cell, Column, Row } from '../../partner-files/index.js';
import { ReportContent } from '../../reports/report-body.js';
import { fieldsOf, fieldType, type ImportField, type ListKind, mayRepeat } from '../mapping/import-fields.js';
import { meansNothing } from './known-words.js';
import { NameForms } from './name-forms.js';
import { writtenIn } from './written-cell.js';

const usual = [
  'سامر أثرتست',
  'Samer Athartest',
  'محمد Mohammad',
  'الشهيد سامر (أبو حسن)',
  'سامر زوجة فلان',
  'مجهول',
  '-',
  '',
  ' ',
  '1985',
  '03/04/2013',
  '2 رمضان 1435',
  '23',
  'ذكر',
  'أنثى',
  'متوفى',
  'released',
  'حلب',
  'SY01',
  'Branch 215',
  '1.0E+10',
  '0944123456',
  '=1+1',
  '#REF!',
  'Total',
  'a\u202eb',
  '\u200f',
  '\u0000',
  '\ud800',
  '\ufffd',
  'ـــ',
  'x'.repeat(600),
];
const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...usual) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: fc.constantFrom(...'ابتسمرحعلوي ()/,،.-"\u0640\u200c0أ٣aB'), maxLength: 30 }),
  },
);
const cell: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 8, arbitrary: text.map((raw): Cell => ({ raw })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Cell>(
      { raw: '41398', typed: { kind: 'date', value: '2013-05-04' } },
      { raw: '2012', typed: { kind: 'date', value: '1905-07-04' }, flags: ['may_be_year'] },
      { raw: '23', typed: { kind: 'number', value: 23 } },
      { raw: '7', typed: { kind: 'number', value: 7, shown: '00007' } },
      { raw: '1', typed: { kind: 'boolean', value: true } },
      { raw: '0.5', typed: { kind: 'time', value: '12:00:00' } },
      { raw: '#N/A', typed: { kind: 'error', value: '#N/A' }, flags: ['error'] },
      { raw: '', typed: { kind: 'null' } },
      { raw: '', formula: 'A1', flags: ['formula', 'no_result'] },
    ),
  },
);

function listOf(kind: ListKind) {
  // Two columns of each field that may have several.
  const named = fieldsOf(kind).flatMap((field) =>
    mayRepeat(field)
      ? [
          { field, heading: field },
          { field, heading: `further ${field}` },
        ]
      : [{ field, heading: field }],
  );
  const fields = named.map(({ field }) => field);
  const headings = named.map(({ heading }) => heading);
  const columns: Column[] = headings.map((heading, index) => ({ index, letter: 'A', heading }));
  const cells = fields.map((field): [ImportField, string] => [field, '']);
  const settings = { kind, documentDate: '2014' } as const;
  const newReader = () => readerOf(columns, cells, settings);
  // At most ten cells are filled, so that few rows are held for one bad cell among forty.
  const row = fc.tuple(fc.nat(1_000_000), fc.dictionary(fc.constantFrom(...headings), cell, { maxKeys: 10 }), cell).map(
    ([rowNumber, filled, name]): Row => ({
      kind: 'row',
      rowNumber,
      cells: headings.map((heading) => filled[heading] ?? (heading === 'full_name' ? name : { raw: '' })),
    }),
  );
  return { fields, headings, row, newReader };
}

/** What is looked for in JSON, as JSON writes it. */
const inJson = (written: string): string => JSON.stringify(written).slice(1, -1);
const isStorable = (json: string): boolean => !/\\u0000|\\u[dD][89a-fA-F]/.test(json.replaceAll('\\\\', ''));

describe.each<ListKind>(['detention_records', 'reports'])('any row of %s', (kind) => {
  const { fields, headings, row, newReader } = listOf(kind);
  const read = newReader();

  it('is read without a fault, and what is not stored says why', () => {
    fc.assert(
      fc.property(row, (one) => {
        const { plan, problems, understood } = read(one);
        expect(problems.every((problem) => problem.row === one.rowNumber && problem.code && problem.message)).toBe(
          true,
        );
        if (plan === 'ready') expect(understood?.names.some(({ person }) => person === 'sought')).toBe(true);
        else expect([understood, problems.length > 0]).toEqual([null, true]);
      }),
      { numRuns: 1500 },
    );
  });

  it('keeps the text of every cell that means something, or names the column where it could not', () => {
    // What identifies the row in its list, and who told a report, is kept with the row of the file.
    const bookkeeping = ['source_record_id', 'row_counter', 'source_date', 'reporter_relationship'];
    fc.assert(
      fc.property(row, (one) => {
        const { plan, problems, understood } = read(one);
        if (plan !== 'ready') return;
        const json = JSON.stringify(understood);
        for (const [at, field] of fields.entries()) {
          const written = writtenIn(one.cells[at])?.trim() ?? '';
          if (written === '' || json.includes(inJson(written))) continue;
          const isExpected = kind === 'reports' && bookkeeping.includes(field);
          // A report has "male" and "female" for what was understood, and no text beside.
          const isSex = kind === 'reports' && fieldType(field) === 'sex';
          // A report has the names of a cell one by one, without what stands between them.
          const isName = kind === 'reports' && ['name', 'aliases'].includes(fieldType(field));
          if (isName && splitNames(written).every((name) => json.includes(inJson(name)))) continue;
          // What says "not known" is nothing to be told.
          if (kind === 'reports' && meansNothing(written)) continue;
          const named = problems.some(({ column }) => column === headings[at]);
          expect([field, written, isExpected || isSex || named]).toEqual([field, written, true]);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('can be stored as JSON, and is the same when it is read again, by whatever reader', () => {
    const another = newReader();
    fc.assert(
      fc.property(row, (one) => {
        const first = read(one);
        const json = JSON.stringify(first);
        if (first.plan === 'ready') expect([json, isStorable(json)]).toEqual([json, true]);
        expect(JSON.stringify(read(one))).toBe(json);
        expect(JSON.stringify(another(one))).toBe(json);
      }),
      { numRuns: 800 },
    );
  });
});

describe('a row that becomes a report', () => {
  it('is a report as a family could have filed it', () => {
    const { row, newReader } = listOf('reports');
    const read = newReader();
    let ready = 0;
    fc.assert(
      fc.property(row, (one) => {
        const { plan, understood } = read(one);
        if (plan !== 'ready') return;
        ready++;
        expect(ReportContent.safeParse(understood?.report?.content).error?.issues ?? []).toEqual([]);
      }),
      { numRuns: 1500 },
    );
    expect(ready).toBeGreaterThan(200);
  });
});

describe('names in one cell', () => {
  it('are the same whether the cell looks plain or not', () => {
    const forms = new NameForms();
    const plain = fc
      .array(
        fc.constantFrom(
          ...[
            'سامر',
            'محمد',
            'بن',
            'عبد',
            'الله',
            'الملقب',
            'المعروف',
            'الشهيد',
            'أبو',
            'زوجة',
            'مجهول',
            'غير',
            'معروف',
            'رقم',
            'د',
          ],
          ...['Samer', 'bin', 'known', 'as', 'aka', 'Abu', 'late', 'unknown', 'Ali', 'al-Athar', 'Dr', 'nicknamed'],
        ),
        { minLength: 1, maxLength: 6 },
      )
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(plain, (name) => {
        expect(forms.inCell(name).map(({ raw }) => raw)).toEqual(splitNames(name));
      }),
      { numRuns: 4000 },
    );
  });
});
