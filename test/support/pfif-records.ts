// Any records that the writer of PFIF takes, for properties, and the invented ones of the golden files.
import fc from 'fast-check';
import { governorates, type NoteWithin, type PersonToWrite, type RecordToWrite } from '../../src/pfif/index.js';

/** Letters of both scripts, marks of XML, what XML cannot hold, and line breaks. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      ...'abc \t\n\r&<>"\']\u0633\u0627\u0645\u064a\u200f\u202e\u0085\u2028\ufeff',
      ']]>',
      '&amp;',
      '<!--',
    ),
    fc.constantFrom('\u0000', '\u0001', '\u001f', '\ud800', '\udfff', '\ufffe', '\uffff'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 20,
});
const local = fc.stringMatching(/^[A-Za-z0-9_-]{16,32}$/);
const recordId = local.map((hash) => `athar.example.org/${hash}`);
const moment = fc.date({ min: new Date('2001-01-01'), max: new Date('2500-01-01'), noInvalidDate: true });
const optional = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });

const note: fc.Arbitrary<NoteWithin> = fc.record({
  recordId,
  sourceDate: moment,
  entryDate: moment,
  organisation: text,
  says: fc.oneof(
    fc.constant({ status: 'information_sought' } as const),
    recordId.map((sameAs) => ({ sameAs })),
    fc
      .constantFrom('believed_alive' as const, 'believed_dead' as const)
      .map((status) => ({ status, fate: 'confirmed', family: 'agreed' }) as const),
  ),
});

export const aPerson: fc.Arbitrary<PersonToWrite> = fc.record({
  kind: fc.constant('person' as const),
  recordId,
  sourceDate: moment,
  entryDate: moment,
  // Not yet expired on the day the properties are checked by.
  expiry: fc.date({ min: new Date('2025-06-01'), max: new Date('2500-01-01'), noInvalidDate: true }),
  organisation: text,
  sourceUrl: optional(fc.webUrl()),
  name: fc.record({
    arabic: optional(text),
    latin: optional(text),
    others: optional(fc.array(text, { maxLength: 3 })),
    given: optional(text),
    family: optional(text),
  }),
  sex: optional(fc.constantFrom('female' as const, 'male' as const, 'other' as const)),
  birth: optional(fc.constantFrom('1985', '1985-02', '1984-02-29', '0999-12-31')),
  age: optional(fc.oneof(fc.integer({ min: 0, max: 150 }), fc.constant({ from: 30, to: 40 }))),
  home: optional(
    fc.record({
      neighbourhood: optional(text),
      city: optional(text),
      governorate: optional(fc.constantFrom(...governorates)),
    }),
  ),
  notes: optional(fc.array(note, { maxLength: 3 })),
});

const aTombstone = fc
  .record({ recordId, made: moment, before: fc.nat(1_000_000_000) })
  .map(({ recordId: id, made, before }) => ({
    kind: 'tombstone' as const,
    recordId: id,
    made,
    expiry: new Date(made.getTime() - before),
  }));

const aNote = fc.record({ note, personRecordId: recordId }).map(({ note: said, personRecordId }) => ({
  kind: 'note' as const,
  ...said,
  personRecordId,
}));

export const someRecords: fc.Arbitrary<RecordToWrite[]> = fc.uniqueArray(fc.oneof(aPerson, aTombstone, aNote), {
  maxLength: 5,
  selector: ({ recordId: id }) => id,
});

const times = { sourceDate: new Date('2025-03-01T08:00:00.999Z'), entryDate: new Date('2025-03-02T08:00:00Z') };
const organisation = 'Nobody & Sons';
const he = 'athar.example.org/k7c1x0q2v9m4t8zwk7c1x0q2';

/** The records of written-persons.xml and written-feed.xml. */
export const inventedPerson: PersonToWrite = {
  kind: 'person',
  recordId: he,
  ...times,
  expiry: new Date('2027-03-01T00:00:00Z'),
  organisation,
  sourceUrl: 'https://athar.example.org/?a=1&b="2"',
  name: {
    arabic: '\u062e\u0627\u0644\u062f \u0642\u0627\u0633\u0645\n\u0623\u062b\u0631\u062a\u0633\u062a',
    latin: 'Khaled Kasim Athartest',
    others: ['Khalid <Q> Athartest', '\u0001', 'Abu Samer'],
    given: 'Khaled',
    family: 'Athartest',
  },
  sex: 'male',
  birth: '1985',
  age: { from: 35, to: 45 },
  home: { neighbourhood: 'Al-Waer', city: 'Homs', governorate: 'SY-HI' },
  notes: [
    { recordId: 'athar.example.org/n7c1x0q2v9m4t8zw', ...times, organisation, says: { status: 'information_sought' } },
    {
      recordId: 'athar.example.org/l7c1x0q2v9m4t8zw',
      ...times,
      organisation,
      says: { sameAs: 'other.example.org/aaaaaaaaaaaaaaaa' },
    },
  ],
};

export const inventedTombstone = {
  kind: 'tombstone',
  recordId: 'athar.example.org/gone000000000000',
  expiry: new Date('2025-05-01T00:00:00Z'),
  made: new Date('2025-05-01T06:07:08.9Z'),
} as const;

export const inventedNote = {
  kind: 'note',
  recordId: 'athar.example.org/back000000000000',
  personRecordId: 'other.example.org/aaaaaaaaaaaaaaaa',
  ...times,
  organisation,
  says: { sameAs: he },
} as const;
