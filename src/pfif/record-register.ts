import { createHash } from 'node:crypto';
import { type Finding, found, type Place } from './finding.js';
import { type OpenRecord, textOf } from './open-record.js';

interface Link extends Place {
  number: number;
  from: string;
  to: string;
}

/** What has to be remembered of a whole file: which ids were seen, which persons have expired, which notes link persons. */
export class RecordRegister {
  private readonly seen = { person: new Map<string, number>(), note: new Map<string, number>() };
  private readonly expired = new Set<string>();
  private readonly notesAlone: (Place & { number: number; person: string })[] = [];
  private readonly links: Link[] = [];

  *add(record: OpenRecord, expired: boolean): Generator<Finding> {
    const { type, number } = record;
    const field = `${type}_record_id`;
    const id = record.fields.get(field);
    if (id && id.text !== '') {
      const key = keyOf(id.text);
      const first = this.seen[type].get(key);
      if (first === undefined) this.seen[type].set(key, number);
      else yield found('id.twice', id, number, { field, type, first });
      if (expired) this.expired.add(key);
    }
    if (type === 'note' && record.within === null) {
      const person = textOf(record, 'person_record_id');
      const { line, column } = record;
      if (person !== '') this.notesAlone.push({ line, column, number, person: keyOf(person) });
    }
  }

  /** Asked when it is known whose the note is. */
  *addLink(note: OpenRecord): Generator<Finding> {
    const to = note.fields.get('linked_person_record_id');
    const from = textOf(note.within ?? note, 'person_record_id');
    if (!to || to.text === '' || from === '') return;
    const { line, column } = to;
    if (to.text === from) yield found('link.to_itself', to, note.number, { field: 'linked_person_record_id' });
    else this.links.push({ line, column, number: note.number, from: keyOf(from), to: keyOf(to.text) });
  }

  /** What only the end of the file shows. */
  *atEnd(): Generator<Finding> {
    for (const note of this.notesAlone)
      if (this.expired.has(note.person)) yield found('expiry.note_left', note, note.number);
    const directed = new Set(this.links.map(({ from, to }) => `${from} ${to}`));
    for (const link of this.links) {
      if (!directed.has(`${link.to} ${link.from}`))
        yield found('link.one_sided', link, link.number, { field: 'linked_person_record_id' });
    }
  }
}

/**
 * Ids are remembered by their hash: always 44 letters, and nothing of the text they were read from. (A piece cut out of a string keeps the whole
 * string alive.)
 */
const keyOf = (id: string): string => createHash('sha256').update(id).digest('base64');
