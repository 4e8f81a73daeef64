import { readSex } from '../imports/mapping/value-words.js';
import { type FuzzyDate, scriptOf } from '../matching/index.js';
import type { LinkageColumn, LinkageHeader } from './linkage-columns.js';
import { readWrittenDate } from './read-written-date.js';

const nameColumns = ['full_name', 'given_name', 'father_name', 'family_name'] as const;
/** Columns of which it is told apart whether they are filled; of the parts of a name only where names stand in parts. */
const tellingColumns = ['mother_name', 'birth_date', 'event_date', 'governorate', 'facility'] as const;
const partColumns = ['father_name', 'grandfather_name', 'family_name'] as const;
const ages = [
  [0, 17, 'under 18'],
  [18, 29, '18 to 29'],
  [30, 49, '30 to 49'],
  [50, 200, '50 and more'],
] as const;

/** Whatever of a report can be told from its row and may make it harder to find, as `sex: female`, `without mother_name`. */
export function groupsOfReport(cells: readonly string[], header: LinkageHeader): string[] {
  const { cell, empty } = reader(cells, header);
  const inParts = cell('full_name') === '';
  return [
    `sex: ${readSex(cell('sex')) ?? 'not known'}`,
    `script: ${scriptOfName(cells, header)}`,
    `name: ${inParts ? 'in parts' : 'in one cell'}`,
    `age: ${ageOf(cell('birth_date'), cell('birth_precision'), cell('event_date'), cell('event_precision'))}`,
    `birth: ${precisionOf(cell('birth_date'), cell('birth_precision'), 'birth')}`,
    ...tellingColumns.filter(empty).map((column) => `without ${column}`),
    ...(inParts ? partColumns.filter(empty).map((column) => `without ${column}`) : []),
  ];
}

/** Groups that a report belongs to because of a true record of it: what all its true records have in common. */
export function groupsOfTruth(report: string, records: readonly { script: string; birth: string }[]): string[] {
  const scripts = new Set(records.map(({ script }) => script));
  const births = new Set(records.map(({ birth }) => birth));
  return [
    `true records: ${records.length === 1 ? 'one' : 'several'}`,
    ...(scripts.size === 1 ? [`scripts: ${report} and ${[...scripts][0]}`] : []),
    ...(births.size === 1 ? [`birth in the record: ${[...births][0]}`] : []),
  ];
}

export function traitsOfRecord(cells: readonly string[], header: LinkageHeader): { script: string; birth: string } {
  const { cell } = reader(cells, header);
  return {
    script: scriptOfName(cells, header),
    birth: precisionOf(cell('birth_date'), cell('birth_precision'), 'birth'),
  };
}

function reader(cells: readonly string[], { places }: LinkageHeader) {
  const cell = (column: LinkageColumn): string => cells[places[column] ?? -1]?.trim() ?? '';
  return { cell, empty: (column: LinkageColumn): boolean => cell(column) === '' };
}

export function scriptOfName(cells: readonly string[], header: LinkageHeader): string {
  const { cell } = reader(cells, header);
  const text = nameColumns.map(cell).join(' ');
  const names = { Arab: 'Arabic', Latn: 'Latin', mixed: 'both', other: 'none' };
  return names[scriptOf(text)];
}

function precisionOf(text: string, precision: string, of: 'birth' | 'event'): string {
  if (text === '') return 'empty';
  const { date } = readWrittenDate(text, precision, of);
  if (date.precision === 'unknown') return 'not understood';
  return date.qualifier === 'exact' ? date.precision : date.qualifier;
}

function ageOf(birth: string, birthPrecision: string, event: string, eventPrecision: string): string {
  const year = (text: string, precision: string, of: 'birth' | 'event'): number =>
    text === '' ? Number.NaN : middleYear(readWrittenDate(text, precision, of).date);
  const age = year(event, eventPrecision, 'event') - year(birth, birthPrecision, 'birth');
  return ages.find(([from, to]) => age >= from && age <= to)?.[2] ?? 'not known';
}

function middleYear({ earliest, latest }: FuzzyDate): number {
  if (earliest === null || latest === null) return Number.NaN;
  return Math.round((Number(earliest.slice(0, 4)) + Number(latest.slice(0, 4))) / 2);
}
