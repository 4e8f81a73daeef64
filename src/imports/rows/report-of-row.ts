import type { PersonName } from '../../matching/record.js';
import { isGuess } from '../../places/place-columns.js';
import type { Relationship } from '../../reporters/reporter.entity.js';
import type { ReportContent } from '../../reports/report-body.js';
import { longestName, textProblem } from '../../request-text.js';
import type { ImportField } from '../mapping/import-fields.js';
import type { Understood } from '../understood.js';
import type { FieldReaders } from './field-readers.js';
import { meansNothing, readRelationship } from './known-words.js';
import type { RowContext } from './make-row-reader.js';
import { type ReadBirth, readBirth } from './read-birth.js';
import { putDate } from './read-date-cell.js';
import { readIdentifiers } from './read-identifiers.js';
import type { ReadNames } from './read-names.js';
import { type PlaceReader, putFound, putPlace } from './read-place.js';
import type { RowInHand } from './row-in-hand.js';

type FoundPlace = ReturnType<PlaceReader>;

/** As ReportContent has them: what a report does not accept from a family it does not accept from a file. In characters. */
const longest = { line: 200, date: 100, governorate: 100, number: 40, text: 4000 };
const mostNames = 20;

/**
 * One row as a disappearance report: its columns, and its first revision in the words of the file. Of who told it only the relationship is read, never a
 * name or a contact.
 */
export function reportOfRow(row: RowInHand, readers: FieldReaders, names: ReadNames, context: RowContext): Understood {
  const sex = readers.sex(row);
  const disappeared = readers.event(row);
  const born = readBirth(row, readers.birth, disappeared, context.documentDate);
  const birthPlace = readers.birthPlace(row);
  const home = readers.home(row);
  const governorate = readers.governorate(row, { level: 'governorate' });
  const place = readers.arrestPlace(row, { governorate: governorate?.resolution?.codes.governorate ?? null });
  const facility = readers.facility(row);
  const words = new WordsOfReport(row);
  const circumstances = words.take('notes', row.text('notes'), longest.text, true);
  const content = {
    sought: {
      names: names.sought.slice(0, mostNames).map((name) => words.name(name)),
      ...said('mother_name', words.take('mother_name', names.mother, longestName)),
      ...said('sex', sex),
      ...said('birth', words.take(birthField(row, born), birthInWords(born), longest.date)),
      ...said('birth_place', words.take('birth_place', birthPlace?.raw, longest.line)),
      ...said('home', words.take('home', home?.raw, longest.line)),
      ...said('national_number', words.take('national_number', row.known('national_number'), longest.number)),
    },
    disappearance: {
      ...said('date', words.take('event_date', disappeared?.raw, longest.date)),
      ...said('place', words.take('arrest_place', place?.raw, longest.line)),
      ...said('governorate', words.take('governorate', governorate?.raw, longest.governorate)),
      ...said('believed_facility', words.take('facility', facility?.raw, longest.line)),
      ...said('circumstances', circumstances),
    },
  } satisfies ReportContent;

  const record: Record<string, unknown> = { ...said('sex', sex), identifiers: readIdentifiers(row) };
  putDate(record, 'birth', born.birth);
  putDate(record, 'disappeared', disappeared);
  putPlace(record, 'birth_place', birthPlace);
  putPlace(record, 'home', home);
  putDisappearance(record, place, governorate, facility);
  Object.assign(record, said('circumstances', circumstances));
  sayWhatIsNotKept(row, names, born);
  return { record, names: names.rows, report: { content, relationship: relationshipOf(row) } };
}

/** The texts of a row as a report takes them. One that it does not accept holds the row. */
class WordsOfReport {
  constructor(private readonly row: RowInHand) {}

  take(field: ImportField, text: string | null | undefined, most: number, multiline = false): string | undefined {
    if (text == null) return undefined;
    if (textProblem(text, most, multiline)) this.row.say(field, 'report.text_refused');
    return text;
  }

  name({ raw, parts }: PersonName) {
    const texts = { full: raw, ...parts };
    for (const text of Object.values(texts)) this.take('full_name', text, longestName);
    return texts;
  }
}

const said = <K extends string, V>(key: K, value: V | null | undefined): { [P in K]?: V } =>
  value == null ? {} : ({ [key]: value } as { [P in K]?: V });

const birthField = (row: RowInHand, { birth }: ReadBirth): ImportField =>
  birth !== null && birth.raw === row.text('birth_date') ? 'birth_date' : 'age';

const yearsAlone = /^\s*(\p{Nd}{1,3})(?:\s*(?:years|\u0633\u0646\u0629|\u0639\u0627\u0645\u0627?))?\s*$/iu;

/** An age is told with its day, because a report is read again when it is corrected, and an age alone would be no date then. */
function birthInWords({ birth, ageAsOf }: ReadBirth): string | null {
  const years = birth === null || ageAsOf === null ? null : yearsAlone.exec(birth.raw)?.[1];
  if (birth === null || ageAsOf === null || !years) return birth?.raw ?? null;
  const { earliest, latest } = ageAsOf;
  return `${years} years old ${earliest === latest ? `on ${earliest}` : `between ${earliest} and ${latest}`}`;
}

function putDisappearance(
  record: Record<string, unknown>,
  place: FoundPlace,
  governorate: FoundPlace,
  facility: FoundPlace,
): void {
  if (place) record.place_raw = place.raw;
  if (governorate) record.governorate_raw = governorate.raw;
  const found = [place, governorate].find((each) => each?.resolution && isGuess(each.resolution) !== null);
  if (found?.resolution) putFound(record, 'place_guessed', found.resolution);
  if (facility === null) return;
  record.believed_facility_raw = facility.raw;
  if (facility.resolution?.codes.facility) {
    record.facility = facility.resolution.codes.facility;
    record.facility_guessed = isGuess(facility.resolution);
  }
}

/** What a report has no place for stays with the row of the file, and that is said; bookkeeping of the list is expected there. */
function sayWhatIsNotKept(row: RowInHand, names: ReadNames, born: ReadBirth): void {
  if (names.sought.length > mostNames) row.say('alternate_names', 'report.not_kept');
  if (row.text('registry_number') !== null) row.say('registry_number', 'report.not_kept');
  for (const field of names.nobody) if (row.known(field) !== null) row.say(field, 'report.not_kept');
  for (const field of Object.keys(born.beside) as ImportField[]) row.say(field, 'report.not_kept');
}

function relationshipOf(row: RowInHand): Relationship {
  const texts = row.texts('reporter_relationship').filter((text) => !meansNothing(text));
  for (const text of texts) {
    const read = readRelationship(text);
    if (read !== null) return read;
  }
  if (texts.length > 0) row.say('reporter_relationship', 'relationship.not_understood');
  return 'other';
}
