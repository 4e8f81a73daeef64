import { type FuzzyDateColumns, toColumns } from '../database/fuzzy-date-columns.js';
import type { DetentionRecord } from '../detention-records/detention-record.entity.js';
import type { FieldError } from '../errors.js';
import {
  checkDate,
  type DateOptions,
  type Gazetteer,
  type PlaceResolution,
  parseDate,
  splitNames,
} from '../matching/index.js';
import type { PersonName } from '../matching/record.js';
import { readingsOf, toWrittenPersonName } from '../person-names/read-names.js';
import { isGuess, type PlaceColumns, toPlaceColumns } from '../places/place-columns.js';
import { longestName, textProblem } from '../request-text.js';
import { doubtfulDates } from './doubtful-dates.js';
import type { RowOutcome } from './import.entity.js';
import type { ColumnMap, ImportField } from './read-headings.js';
import { meansUnidentified, meansUnknown, readEventType, readSex } from './read-values.js';

type RecordColumns = Omit<
  DetentionRecord,
  'id' | 'organisationId' | 'sourceId' | 'rowNumber' | 'revision' | 'createdAt' | 'withdrawnAt'
>;

export interface ReadRow {
  outcome: Extract<RowOutcome, 'created' | 'held' | 'rejected'>;
  /** Reasons of a rejection, or warnings beside a record that was created. */
  problems: FieldError[];
  record?: { columns: RecordColumns; names: PersonName[]; mother: PersonName[] };
}

type PlaceField = 'birth_place' | 'home' | 'arrest_place' | 'governorate' | 'district' | 'community' | 'facility';

const longest: Partial<Record<ImportField, number>> = { notes: 4000 };
const nameFields = [
  'full_name',
  'given_name',
  'father_name',
  'grandfather_name',
  'family_name',
  'mother_name',
] as const;

/**
 * Reads one row. Pure. A value that cannot be understood is kept as written with a warning; only a row without any name, or with text
 * that is damaged or dangerous to show, is rejected; a row that may have slipped by a column is held for somebody to look at.
 */
export function readRow(cells: string[], rowNumber: number, map: ColumnMap, gazetteer: Gazetteer): ReadRow {
  if (cells.length > map.headings.length) {
    return {
      outcome: 'held',
      problems: [
        {
          row: rowNumber,
          code: 'row.too_many_cells',
          message: `The row has ${cells.length} cells and the heading row ${map.headings.length}. A value with a comma may need quotation marks.`,
        },
      ],
    };
  }
  const reader = new RowReader(cells, rowNumber, map);
  const damaged = reader.damagedText();
  if (damaged.length > 0) return { outcome: 'rejected', problems: damaged };

  const names = readNames(reader);
  if (names.length === 0) return withoutName(reader);
  const columns: RecordColumns = {
    sourceRecordId: reader.text('source_record_id'),
    sexRaw: reader.text('sex'),
    sex: reader.read('sex', readSex, 'sex.not_understood', 'Write male or female.'),
    birth: reader.date('birth_date'),
    birthPlace: reader.place('birth_place', gazetteer.resolvePlace),
    home: reader.place('home', gazetteer.resolvePlace),
    eventTypeRaw: reader.text('event_type'),
    eventType: reader.read(
      'event_type',
      readEventType,
      'event_type.not_understood',
      'The kind of event was not understood.',
    ),
    event: reader.date('event_date'),
    arrestPlace: reader.place('arrest_place', gazetteer.resolvePlace),
    governorateRaw: reader.text('governorate'),
    districtRaw: reader.text('district'),
    communityRaw: reader.text('community'),
    facilityRaw: reader.text('facility'),
    ...readPlaces(reader, gazetteer),
    identifiers: reader.known('national_number')
      ? [{ type: 'national_number', value: reader.known('national_number') ?? '' }]
      : [],
    fateWords: [...new Set(names.flatMap((name) => readingsOf(name)[0]?.fateWords ?? []))],
    notes: reader.text('notes'),
  };
  const mother = reader.known('mother_name');
  return {
    outcome: 'created',
    problems: reader.warnings,
    record: { columns, names, mother: mother ? [{ raw: mother }] : [] },
  };
}

/** One cell may hold several written names: both scripts, an alias in brackets. Cells for the parts belong to the first. */
function readNames(reader: RowReader): PersonName[] {
  const given = reader.known('given_name') ?? undefined;
  const father = reader.known('father_name') ?? undefined;
  const grandfather = reader.known('grandfather_name') ?? undefined;
  const family = reader.known('family_name') ?? undefined;
  const cell = reader.known('full_name');
  const [full, ...others] = cell ? splitNames(cell) : [];
  if (!full && !given && !family && !father) return [];
  return [toWrittenPersonName({ full, given, father, grandfather, family }), ...others.map((raw) => ({ raw }))];
}

function withoutName(reader: RowReader): ReadRow {
  const written = reader.text('full_name') ?? reader.text('given_name');
  const namesNobody = written !== null && !meansUnknown(written) && /\p{L}/u.test(written);
  if (namesNobody || (written && meansUnidentified(written))) {
    return {
      outcome: 'held',
      problems: [
        reader.problem(
          'full_name',
          'name.unidentified',
          'The source could not name this person; the row is kept and not compared by name.',
        ),
      ],
    };
  }
  return {
    outcome: 'rejected',
    problems: [
      reader.problem(
        'full_name',
        'name.missing',
        'The row has no name. Fill in a full name, or a given and a family name.',
      ),
    ],
  };
}

/** The place that the record names in columns of its own, and the place of detention. */
function readPlaces(reader: RowReader, gazetteer: Gazetteer) {
  let place = { ...toPlaceColumns(null, null) };
  for (const field of ['governorate', 'district', 'community'] as const) {
    const found = reader.place(field, (text) =>
      gazetteer.resolvePlace(text, { governorate: place.governorate, level: field }),
    );
    // What is not known in a narrow column leaves what a wider one said.
    if (found.guessed !== null) place = { ...found, guessed: found.guessed || place.guessed };
  }
  const { raw, guessed, ...codes } = place;
  const facility = reader.resolve('facility', gazetteer.resolveFacility);
  return {
    ...codes,
    placeGuessed: guessed,
    facility: facility?.codes.facility ?? null,
    facilityGuessed: facility && isGuess(facility),
  };
}

/** The cells of one row by field, with the problems found in them. */
class RowReader {
  readonly warnings: FieldError[] = [];

  constructor(
    private readonly cells: string[],
    private readonly rowNumber: number,
    private readonly map: ColumnMap,
  ) {}

  /** As written, or null when the column is absent or the cell empty. */
  text(field: ImportField): string | null {
    const column = this.map.columns[field];
    const cell = column === undefined ? undefined : this.cells[column];
    return cell === undefined || cell.trim() === '' ? null : cell;
  }

  /** As written, or null when the source says that it does not know. */
  known(field: ImportField): string | null {
    const text = this.text(field);
    return text === null || meansUnknown(text) ? null : text;
  }

  problem(field: ImportField, code: string, message: string): FieldError {
    const column = this.map.columns[field];
    return { row: this.rowNumber, column: column === undefined ? field : this.map.headings[column], code, message };
  }

  warn(field: ImportField, code: string, message: string): void {
    this.warnings.push(this.problem(field, code, message));
  }

  read<T>(field: ImportField, understand: (text: string) => T | undefined, code: string, message: string): T | null {
    const text = this.known(field);
    if (text === null) return null;
    const value = understand(text);
    if (value === undefined) this.warn(field, code, `${message} The text is kept as written.`);
    return value ?? null;
  }

  /** What the gazetteer finds for a cell, with a warning where that is nothing or a guess. Null for an empty cell. */
  resolve(field: PlaceField, find: (text: string) => PlaceResolution): PlaceResolution | null {
    const text = this.known(field);
    if (text === null) return null;
    const found = find(text);
    const kind = field === 'facility' ? 'facility' : 'place';
    const what = field === 'facility' ? 'place of detention' : field === 'governorate' ? field : 'place';
    if (found.how === 'none')
      this.warn(field, `${kind}.not_known`, `No ${what} of this name is known; the text is kept.`);
    if (found.how === 'near')
      this.warn(field, `${kind}.guessed`, `Read as a ${what} with a similar name, which counts for less.`);
    return found;
  }

  place(field: PlaceField, find: (text: string) => PlaceResolution): PlaceColumns {
    return toPlaceColumns(this.text(field), this.resolve(field, find));
  }

  /** A date that cannot be or is not understood is stored as written, without an interval; one that was read with a doubt says so. */
  date(field: 'birth_date' | 'event_date'): FuzzyDateColumns {
    const text = this.text(field);
    if (text === null) return toColumns(null);
    const options: DateOptions = { of: field === 'birth_date' ? 'birth' : 'event' };
    if (!meansUnknown(text)) {
      const checked = checkDate(text, options);
      if (!checked.ok) this.warn(field, checked.code, `${checked.message} The text is kept as written.`);
      else for (const { code, message } of checked.notes) if (doubtfulDates.has(code)) this.warn(field, code, message);
    }
    return toColumns(parseDate(text, options));
  }

  damagedText(): FieldError[] {
    const fields = Object.keys(this.map.columns) as ImportField[];
    return fields.flatMap((field) => {
      const text = this.text(field);
      if (text === null) return [];
      const isName = (nameFields as readonly string[]).includes(field);
      const found = textProblem(text, isName ? longestName : (longest[field] ?? 500), true);
      return found ? [this.problem(field, found.code, found.message)] : [];
    });
  }
}
