import { type Finding, found } from './finding.js';
import { type OpenRecord, textOf } from './open-record.js';

/** What Person Finder blanks for readers without the full right. */
const sensitive = [
  'date_of_birth',
  'author_email',
  'author_phone',
  'email_of_found_person',
  'phone_of_found_person',
] as const;

/** Says once a file for each kind of sensitive content where it stands first. */
export class SensitiveFields {
  private readonly said = new Set<string>();

  *in(record: OpenRecord): Generator<Finding> {
    for (const field of sensitive) {
      const read = record.fields.get(field);
      if (read && read.text !== '' && this.isFirst(field))
        yield found('sensitive.field', read, record.number, { field });
    }
    if (textOf(record, 'status') === 'believed_dead' && this.isFirst('believed_dead'))
      yield found('sensitive.believed_dead', record.fields.get('status')!, record.number, { field: 'status' });
  }

  private isFirst(what: string): boolean {
    if (this.said.has(what)) return false;
    this.said.add(what);
    return true;
  }
}
