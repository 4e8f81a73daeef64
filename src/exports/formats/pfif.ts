import { type Governorate, type PersonToWrite, type TombstoneToWrite, writePfif } from '../../pfif/index.js';
import type { FileMark, GivenPerson } from '../given-person.js';
import type { SharedDate, SharedName } from '../shared-person.js';

/** OCHA P-codes of governorates and ISO 3166-2:SY. */
const governorateOf: Readonly<Record<string, Governorate>> = {
  SY01: 'SY-DI',
  SY02: 'SY-HL',
  SY03: 'SY-RD',
  SY04: 'SY-HI',
  SY05: 'SY-HM',
  SY06: 'SY-LA',
  SY07: 'SY-ID',
  SY08: 'SY-HA',
  SY09: 'SY-DY',
  SY10: 'SY-TA',
  SY11: 'SY-RA',
  SY12: 'SY-DR',
  SY13: 'SY-SU',
  SY14: 'SY-QU',
};

/** PFIF 1.4. Whose file it is stands in a comment, and in the ids of the records. */
export async function* pfifOf(
  mark: FileMark,
  domain: string,
  persons: AsyncIterable<GivenPerson>,
): AsyncGenerator<string> {
  const records = async function* () {
    for await (const given of persons) yield pfifPerson(given, domain);
  };
  let isFirst = true;
  for await (const piece of writePfif(records())) {
    yield isFirst ? `${piece}${commentOf(mark)}` : piece;
    isFirst = false;
  }
}

/** Status is that the family seeks information, and nothing else (domain.md 4). No place of detention, no words of anybody. */
export function pfifPerson(
  { recordId, noteId, person, sourceDate, entryDate, expires }: GivenPerson,
  domain: string,
): PersonToWrite {
  const organisation = `Athar (${domain})`;
  const arabic = person.names.find(({ script }) => script === 'Arab');
  const latin = person.names.find(({ script }) => script === 'Latn');
  const main: SharedName | undefined = arabic ?? latin;
  const governorate = governorateOf[person.home?.governorate ?? ''];
  return {
    kind: 'person',
    recordId,
    sourceDate,
    entryDate,
    expiry: expires,
    organisation,
    name: {
      arabic: arabic?.as_written,
      latin: latin?.as_written,
      others: person.names.filter((name) => name !== arabic && name !== latin).map((name) => name.as_written),
      given: main?.given ?? undefined,
      family: main?.family ?? undefined,
    },
    sex: person.sex ?? undefined,
    birth: commonPart(person.birth),
    ...(governorate ? { home: { governorate } } : {}),
    notes: [{ recordId: noteId, sourceDate, entryDate, organisation, says: { status: 'information_sought' } }],
  };
}

export const pfifTombstone = (recordId: string, gone: Date): TombstoneToWrite => ({
  kind: 'tombstone',
  recordId,
  expiry: gone,
  made: gone,
});

/** As much of the day as all days of the interval share; PFIF has no other way to say that a date is not known exactly. */
function commonPart(date: SharedDate | null): string | undefined {
  if (!date?.from || !date.to || date.qualifier === 'before' || date.qualifier === 'after') return undefined;
  if (date.from === date.to) return date.from;
  const length = [7, 4].find((size) => date.from?.slice(0, size) === date.to?.slice(0, size));
  return length === undefined ? undefined : date.from.slice(0, length);
}

/** Two hyphens would end a comment; a name has no right to. */
function commentOf({ exportId, exportedFor, expires }: FileMark): string {
  const name = exportedFor.replaceAll(/[^\p{L}\p{N} .,()]/gu, '_');
  return `<!-- exported_for: ${name}; export_id: ${exportId}; expires: ${expires.toISOString()} -->\n`;
}
