import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aPerson,
  inventedNote,
  inventedPerson,
  inventedTombstone,
  someRecords,
} from '../../test/support/pfif-records.js';
import { validated, wholeText } from '../../test/support/validated-pfif.js';
import { collected, inPieces } from '../../test/support/written-files.js';
import { rows } from '../partner-files/index.js';
import { momentText } from './dates.js';
import { type FeedToWrite, type LeftOut, type PersonToWrite, writePersonFeed, writePfif } from './index.js';

const golden = (name: string) => readFileSync(new URL(`../../test/golden/pfif/${name}.xml`, import.meta.url), 'utf8');
const feed: FeedToWrite = {
  url: 'https://athar.example.org/feeds/person?key=a&b',
  title: 'Persons <sought>',
  organisation: 'Nobody & Sons',
  updated: new Date('2025-05-01T06:07:08Z'),
};

/** Every record of a file as our own reader of partners' files has it, without what is empty. */
async function readBack(text: string) {
  const { rows: read, rejected, headings } = await collected(rows(inPieces(text), { format: 'pfif' }));
  expect(rejected).toEqual([]);
  return read.map(({ cells }) =>
    Object.fromEntries(headings.flatMap((name, at) => (cells[at]?.raw ? [[name, cells[at].raw]] : []))),
  );
}

/** As a name may stand in a line: what XML cannot hold is left out, line breaks are spaces. */
const inALine = (text = '') =>
  Array.from(text)
    .filter((one) => /^[\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]$/u.test(one))
    .join('')
    .replace(/[\n\r\u0085\u2028\u2029]+/g, ' ')
    .trim();
const inLines = (...texts: (string | undefined)[]) =>
  texts
    .map(inALine)
    .filter((text) => text !== '')
    .join('\n');

describe('what is written about people', () => {
  it('is, for invented records, exactly the files that stand among the golden ones', async () => {
    const records = [inventedPerson, inventedTombstone, inventedNote];
    expect(await wholeText(writePfif(records))).toBe(golden('written-persons'));
    expect(await wholeText(writePersonFeed(feed, [inventedPerson, inventedTombstone]))).toBe(golden('written-feed'));
  });

  it('is valid, and is read back as it was given', async () => {
    await fc.assert(
      fc.asyncProperty(someRecords, async (records) => {
        const text = await wholeText(writePfif(records));
        expect((await validated(text)).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        const read = await readBack(text);
        const persons = records.filter((record): record is PersonToWrite => record.kind === 'person');
        expect(read).toHaveLength(records.length + persons.reduce((sum, { notes = [] }) => sum + notes.length, 0));
        for (const person of persons) {
          const { name, home = {} } = person;
          const same = read.find(
            ({ record_type, person_record_id }) => record_type === 'person' && person_record_id === person.recordId,
          );
          expect({ ...same }).toEqual(
            Object.fromEntries(
              Object.entries({
                record_type: 'person',
                person_record_id: person.recordId,
                entry_date: momentText(person.entryDate),
                expiry_date: momentText(person.expiry),
                source_date: momentText(person.sourceDate),
                author_name: inALine(person.organisation),
                source_name: inALine(person.organisation),
                source_url: person.sourceUrl,
                full_name: inLines(name.arabic, name.latin),
                alternate_names: inLines(...(name.others ?? [])),
                given_name: inALine(name.given),
                family_name: inALine(name.family),
                sex: person.sex,
                date_of_birth: person.birth,
                age: typeof person.age === 'object' ? `${person.age.from}-${person.age.to}` : person.age?.toString(),
                home_neighborhood: inALine(home.neighbourhood),
                home_city: inALine(home.city),
                home_state: home.governorate,
                home_country: home.governorate && 'SY',
              }).filter(([, value]) => value),
            ),
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is valid as a feed as well, and holds the same persons', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aPerson, { maxLength: 3 }), async (persons) => {
        const entries = persons.map((person, at) => ({ ...person, recordId: `${person.recordId}${at}`, notes: [] }));
        const text = await wholeText(writePersonFeed(feed, entries));
        expect((await validated(text)).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(await readBack(text)).toEqual(await readBack(await wholeText(writePfif(entries))));
      }),
      { numRuns: 100 },
    );
  });

  it('says where more of a feed is read', async () => {
    const text = await wholeText(
      writePersonFeed({ ...feed, next: 'https://athar.example.org/feeds/person?cursor=a&b' }, []),
    );
    expect(text).toContain('<link rel="next" href="https://athar.example.org/feeds/person?cursor=a&amp;b"/>');
    expect((await validated(text)).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('has no contact, photograph, address of a profile or free text in it, whatever is passed on by mistake', async () => {
    const secrets = {
      author_email: 'a@secret.example',
      authorEmail: 'a@secret.example',
      phone: 'secret',
      photoUrl: 'https://secret.example/photo',
      description: 'secret branch',
      notes: [
        {
          ...inventedNote,
          says: { status: 'information_sought' } as const,
          text: 'secret branch',
          lastKnownLocation: 'secret',
          status: 'believed_dead',
        },
      ],
    };
    const text = await wholeText(writePfif([{ ...inventedPerson, ...secrets }]));
    expect(text).not.toMatch(/secret|believed_dead/);
    const fields = new Set([...text.matchAll(/<pfif:(\w+)>/g)].map(([, field]) => field));
    for (const field of ['author_email', 'author_phone', 'photo_url', 'profile_urls', 'description', 'home_street'])
      expect(fields.has(field)).toBe(false);
    for (const field of ['email_of_found_person', 'phone_of_found_person', 'last_known_location'])
      expect(fields.has(field)).toBe(false);
  });

  it('says of a removed person nothing but its id and dates, whose two times are one', async () => {
    expect(await readBack(await wholeText(writePfif([inventedTombstone])))).toEqual([
      {
        record_type: 'person',
        person_record_id: 'athar.example.org/gone000000000000',
        entry_date: '2025-05-01T06:07:08Z',
        source_date: '2025-05-01T06:07:08Z',
        expiry_date: '2025-05-01T00:00:00Z',
      },
    ]);
  });

  it('leaves out what XML cannot hold, and says of which record and which part', async () => {
    const said: LeftOut[] = [];
    const person = { ...inventedPerson, name: { latin: 'Sa\u0000mer', others: ['\ud800', '\u{1f600}'] } };
    const text = await wholeText(writePfif([inventedTombstone, person], (what) => said.push(what)));
    expect(said).toEqual([
      { record: 2, recordId: inventedPerson.recordId, part: 'name.latin' },
      { record: 2, recordId: inventedPerson.recordId, part: 'name.others' },
    ]);
    expect((await readBack(text))[1]).toMatchObject({ full_name: 'Samer', alternate_names: '\u{1f600}' });
  });

  it('is given out record by record, so that a million records need no more memory than one', async () => {
    let asked = 0;
    const endless = function* () {
      for (;;) {
        asked++;
        yield inventedPerson;
      }
    };
    const pieces = writePfif(endless());
    for (let piece = 0; piece < 4; piece++) await pieces.next();
    await pieces.return(undefined);
    expect(asked).toBe(3);
  });
});

describe('a record that cannot be written is refused by its number, without what it holds', () => {
  const fate = { status: 'believed_dead', fate: 'confirmed', family: 'asked' };
  const withNote = (says: unknown) => ({ notes: [{ ...inventedNote, says }] });
  it.each([
    ['an id that holds a name', { recordId: 'athar.example.org/Samer' }, 'write.record_id'],
    ['an id without a domain', { recordId: 'k7c1x0q2v9m4t8zwk7c1x0q2' }, 'write.record_id'],
    ['a date that is none', { expiry: new Date(Number.NaN) }, 'write.date'],
    ['a year of five digits', { sourceDate: new Date('+010000-01-01') }, 'write.date'],
    ['a birth on 30 February', { birth: '1985-02-30' }, 'write.birth'],
    ['a negative age', { age: -1 }, 'write.age'],
    ['a range of ages that begins with the higher one', { age: { from: 40, to: 30 } }, 'write.age'],
    ['a governorate by its name', { home: { governorate: 'Homs' } }, 'write.code'],
    ['an address that is a program', { sourceUrl: 'javascript:alert(1)' }, 'write.address'],
    ['a note that links it to itself', withNote({ sameAs: inventedPerson.recordId }), 'write.linked_to_itself'],
    ['a fate that the family did not agree to tell', withNote(fate), 'write.fate_not_agreed'],
    ['a fate that nobody confirmed', withNote({ ...fate, fate: 'alleged', family: 'agreed' }), 'write.fate_not_agreed'],
    ['a status that stands for nothing confirmed', withNote({ status: 'believed_missing' }), 'write.fate_not_agreed'],
  ])('%s', async (_what, changes, code) => {
    const records = [inventedTombstone, { ...inventedPerson, ...changes } as PersonToWrite];
    const refused = wholeText(writePfif(records));
    await expect(refused).rejects.toMatchObject({ code, record: expect.any(Number) });
    await expect(refused).rejects.not.toThrow(/Samer|Homs|example|javascript/);
  });

  it('a tombstone of a record that has not expired', async () => {
    const early = { ...inventedTombstone, expiry: new Date('2026-01-01T00:00:00Z') };
    await expect(wholeText(writePfif([early]))).rejects.toMatchObject({ code: 'write.tombstone_too_early', record: 1 });
  });
});
