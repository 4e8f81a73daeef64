import { fieldsOfNote, fieldsOfPerson, fieldsOfTombstone, type WrittenField } from './written-fields.js';
import type { PersonToWrite, RecordToWrite } from './written-records.js';
import { escaped, hasForbidden } from './xml-text.js';

/** A text held characters that XML cannot hold (control characters, halves of characters); they were left out. */
export interface LeftOut {
  /** The how manieth record, persons and notes counted together. */
  record: number;
  /** Ours, hashed: names nobody. */
  recordId: string;
  /** As in the record that was given: "name.arabic". */
  part: string;
}

export const pfifNamespace = 'http://zesty.ca/pfif/1.4';

/** Writes one record after the other; numbers them. */
export class RecordWriter {
  private records = 0;

  constructor(private readonly leftOut: (what: LeftOut) => void = () => {}) {}

  /** @throws PfifWriteError; then nothing of the record is written */
  write(record: RecordToWrite): string {
    const number = ++this.records;
    for (const [part, text] of textsIn(record)) {
      if (hasForbidden(text)) this.leftOut({ record: number, recordId: record.recordId, part });
    }
    if (record.kind === 'note') return element('note', fieldsOfNote(record, record.personRecordId, number), '');
    if (record.kind === 'tombstone') return element('person', fieldsOfTombstone(record, number), '');
    const fields = fieldsOfPerson(record, number);
    return element('person', fields, this.notesOf(record));
  }

  private notesOf({ recordId, notes = [] }: PersonToWrite): string {
    return notes
      .map((note) => {
        const number = ++this.records;
        if (hasForbidden(note.organisation))
          this.leftOut({ record: number, recordId: note.recordId, part: 'organisation' });
        return element('note', fieldsOfNote(note, recordId, number), '');
      })
      .join('');
  }
}

const element = (name: string, fields: WrittenField[], inner: string): string =>
  `<pfif:${name}>\n${fields.map(([field, text]) => `<pfif:${field}>${escaped(text)}</pfif:${field}>\n`).join('')}${inner}</pfif:${name}>\n`;

/** Everything in a record that people wrote. */
function textsIn(record: RecordToWrite): [part: string, text: string][] {
  if (record.kind === 'tombstone') return [];
  const texts: [string, string | undefined][] = [['organisation', record.organisation]];
  if (record.kind === 'person') {
    const { name, home, sourceUrl } = record;
    texts.push(
      ['sourceUrl', sourceUrl],
      ['name.arabic', name.arabic],
      ['name.latin', name.latin],
      ['name.given', name.given],
      ['name.family', name.family],
      ...(name.others ?? []).map((text): [string, string] => ['name.others', text]),
      ['home.neighbourhood', home?.neighbourhood],
      ['home.city', home?.city],
    );
  }
  return texts.flatMap(([part, text]) => (text === undefined ? [] : [[part, text]]));
}
