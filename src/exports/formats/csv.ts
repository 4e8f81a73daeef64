import { byteOrderMark, safeCsvLine } from '../../workbooks/index.js';
import type { FileMark, GivenPerson } from '../given-person.js';
import type { SharedDate, SharedPerson, SharedPlace } from '../shared-person.js';

type Column = [heading: string, cell: (given: GivenPerson, mark: FileMark) => string | null | undefined];

const dates = (name: string, of: (person: SharedPerson) => SharedDate | null): Column[] => [
  [`${name}_from`, ({ person }) => of(person)?.from],
  [`${name}_to`, ({ person }) => of(person)?.to],
  [`${name}_precision`, ({ person }) => of(person)?.precision],
  [`${name}_qualifier`, ({ person }) => of(person)?.qualifier],
  [`${name}_calendar_as_written`, ({ person }) => of(person)?.calendar_as_written],
];
const places = (name: string, of: (person: SharedPerson) => SharedPlace | null): Column[] => [
  [`${name}_governorate`, ({ person }) => of(person)?.governorate],
  [`${name}_district`, ({ person }) => of(person)?.district],
  [`${name}_subdistrict`, ({ person }) => of(person)?.subdistrict],
  [`${name}_community`, ({ person }) => of(person)?.community],
];

/** Several values of one cell. */
const together = (texts: string[]): string => texts.join(' | ');

const columns: Column[] = [
  ['record_id', ({ recordId }) => recordId],
  ['name_as_written', ({ person }) => person.names[0]?.as_written],
  ['name_normalised', ({ person }) => person.names[0]?.normalised],
  ['given_name', ({ person }) => person.names[0]?.given],
  ['father_name', ({ person }) => person.names[0]?.father],
  ['grandfather_name', ({ person }) => person.names[0]?.grandfather],
  ['family_name', ({ person }) => person.names[0]?.family],
  ['other_names_as_written', ({ person }) => together(person.names.slice(1).map((name) => name.as_written))],
  ['mother_name_as_written', ({ person }) => together(person.mother_names.map((name) => name.as_written))],
  ['mother_name_normalised', ({ person }) => together(person.mother_names.map((name) => name.normalised))],
  ['sex', ({ person }) => person.sex],
  ...dates('birth', (person) => person.birth),
  ['event_type', ({ person }) => person.event.type],
  ...dates('event', (person) => person.event.date),
  ...places('event', (person) => person.place),
  ['facility', ({ person }) => person.facility],
  ...places('home', (person) => person.home),
  ['source_record_id', ({ person }) => person.source_record_id],
  ['changed_at', ({ sourceDate }) => sourceDate.toISOString()],
  ['expires', ({ expires }) => expires.toISOString()],
  ['exported_for', (_, { exportedFor }) => exportedFor],
  ['export_id', (_, { exportId }) => exportId],
];

/** CSV for spreadsheets: UTF-8 with a byte order mark; no cell begins with what a spreadsheet would run. Whose file it is stands in every line. */
export async function* csvOf(mark: FileMark, persons: AsyncIterable<GivenPerson>): AsyncGenerator<string> {
  yield byteOrderMark + safeCsvLine(columns.map(([heading]) => heading));
  for await (const given of persons) yield safeCsvLine(columns.map(([, cell]) => cell(given, mark) ?? ''));
}
