import { meansUnidentified, meansUnknown, readSex } from '../imports/mapping/value-words.js';
import {
  type FuzzyDate,
  type Gazetteer,
  type MatchRecord,
  nowhere,
  type PlaceCodes,
  splitNames,
} from '../matching/index.js';
import { toWrittenPersonName } from '../person-names/read-names.js';
import { longestName, textProblem } from '../request-text.js';
import type { LinkageColumn, LinkageHeader } from './linkage-columns.js';
import { readWrittenDate } from './read-written-date.js';

/** What somebody should look at in a row. The value is for the file of warnings alone. */
export interface Warning {
  /** As a spreadsheet counts: the heading row is 1. */
  row: number;
  column: string;
  code: string;
  value: string;
}

export interface ReadPerson {
  person: MatchRecord;
  /** False when nothing in the row can be compared. */
  usable: boolean;
  warnings: Warning[];
}

/** Longest cell beside a name that is read. */
const longestCell = 500;
const nameColumns: ReadonlySet<LinkageColumn> = new Set([
  'full_name',
  'given_name',
  'father_name',
  'grandfather_name',
  'family_name',
  'mother_name',
]);

/** Reads one row of a file. Pure. Whatever cannot be understood is left out of the comparison with a warning; the row always stays. */
export function readPerson(
  cells: readonly string[],
  row: number,
  header: LinkageHeader,
  gazetteer: Gazetteer,
): ReadPerson {
  const warnings: Warning[] = [];
  const written = (column: LinkageColumn): string => cells[header.places[column] ?? -1]?.trim() ?? '';
  const warn = (column: LinkageColumn, code: string): void => {
    warnings.push({ row, column, code, value: written(column) });
  };
  /** The cell, or null when it is empty, says that nothing is known, or is far too long to be what the column is for. */
  const told = (column: LinkageColumn): string | null => {
    const text = written(column);
    if (text === '') return null;
    const problem = textProblem(text, nameColumns.has(column) ? longestName : longestCell, true);
    if (problem) warn(column, problem.code);
    return problem?.code === 'text.too_long' || problem?.code === 'text.empty' || meansUnknown(text) ? null : text;
  };
  const date = (column: 'birth' | 'event'): FuzzyDate | null => {
    const text = told(`${column}_date`);
    if (text === null) return null;
    const read = readWrittenDate(text, told(`${column}_precision`) ?? '', column);
    if (read.dateProblem) warn(`${column}_date`, read.dateProblem);
    if (read.precisionProblem) warn(`${column}_precision`, read.precisionProblem);
    return read.date;
  };
  const person: MatchRecord = {
    names: readNames(told, warn),
    motherName: told('mother_name'),
    sex: readSexCell(told('sex'), warn),
    birth: date('birth'),
    event: date('event'),
    places: {
      birth: null,
      home: null,
      taken: readTaken(told, warn, gazetteer),
      held: readHeld(told('facility'), warn, gazetteer),
    },
    identifiers: [],
  };
  const usable = saysSomething(person);
  if (cells.length > header.headings) warnings.push({ row, column: '', code: 'row.too_many_cells', value: '' });
  if (!usable) warnings.push({ row, column: '', code: 'row.nothing_usable', value: '' });
  return { person, usable, warnings };
}

type Told = (column: LinkageColumn) => string | null;
type Warn = (column: LinkageColumn, code: string) => void;

/** One cell may hold several written names: both scripts, an alias in brackets. Cells for the parts belong to the first. */
function readNames(told: Told, warn: Warn): MatchRecord['names'] {
  const cell = told('full_name');
  const [full, ...others] = cell === null ? [] : splitNames(cell);
  if (cell !== null && full === undefined)
    warn('full_name', meansUnidentified(cell) ? 'name.unidentified' : 'name.names_nobody');
  const part = (column: LinkageColumn): string | undefined => told(column) ?? undefined;
  const name = toWrittenPersonName({
    full,
    given: part('given_name'),
    father: part('father_name'),
    grandfather: part('grandfather_name'),
    family: part('family_name'),
  });
  return [...(name.raw === '' ? [] : [name]), ...others.map((raw) => ({ raw }))];
}

function readSexCell(text: string | null, warn: Warn): MatchRecord['sex'] {
  const sex = text === null ? undefined : readSex(text);
  if (text !== null && sex === undefined) warn('sex', 'sex.not_understood');
  return sex ?? null;
}

/**
 * Where the person was taken: of a report the place of the disappearance, of a record the place that it names beside the person, as in suggestions/match-features.ts.
 * What is not known in the narrow column leaves what the wider one said.
 */
function readTaken(told: Told, warn: Warn, gazetteer: Gazetteer): PlaceCodes | null {
  let codes = nowhere;
  let guessed = false;
  for (const level of ['governorate', 'district'] as const) {
    const text = told(level);
    if (text === null) continue;
    const found = gazetteer.resolvePlace(text, { governorate: codes.governorate, level });
    if (found.how === 'none') warn(level, 'place.not_known');
    if (found.how === 'near') warn(level, 'place.guessed');
    if (found.how === 'none') continue;
    codes = found.codes;
    guessed ||= found.how === 'near';
  }
  return codes.governorate === null ? null : withGuess({ ...codes, facility: null }, guessed);
}

/** Where the person is held: of a report where the family believes it, of a record the place of detention that it speaks of. */
function readHeld(text: string | null, warn: Warn, gazetteer: Gazetteer): PlaceCodes | null {
  if (text === null) return null;
  const found = gazetteer.resolveFacility(text);
  if (found.how === 'none') warn('facility', 'facility.not_known');
  if (found.how === 'near') warn('facility', 'facility.guessed');
  const { facility } = found.codes;
  return facility === null ? null : withGuess({ ...nowhere, facility }, found.how === 'near');
}

const withGuess = (codes: PlaceCodes, guessed: boolean): PlaceCodes => (guessed ? { ...codes, guessed } : codes);

function saysSomething({ names, motherName, sex, birth, event, places }: MatchRecord): boolean {
  const dated = (date: FuzzyDate | null): boolean => date !== null && (date.earliest !== null || date.latest !== null);
  return (
    names.some(({ raw }) => /\p{L}/u.test(raw)) ||
    motherName !== null ||
    sex !== null ||
    dated(birth) ||
    dated(event) ||
    places.taken !== null ||
    places.held !== null
  );
}
