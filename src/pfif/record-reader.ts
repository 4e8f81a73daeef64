import { pfifVersion, type XmlElement } from '../partner-files/index.js';
import { type Finding, found, type Place, placeOfText } from './finding.js';
import type { FindingCode } from './finding-codes.js';
import { limits } from './limits.js';
import type { OpenRecord } from './open-record.js';
import { fieldOfSomeVersion, type RecordType, type VersionRules } from './versions.js';

interface OpenField extends Place {
  /** null: an element that is no field of this record; it was said already and is passed over. */
  name: string | null;
  text: string;
  /** Elements open within it. */
  depth: number;
  /** Said once a field. */
  said: boolean;
}

export interface RecordListener {
  found(finding: Finding): void;
  /** Told of a note when it ends, and of its person after it. */
  record(record: OpenRecord): void;
}

/** Puts persons and notes together from the marks of the XML, and says what has no place in them. */
export class RecordReader {
  private person: OpenRecord | null = null;
  private note: OpenRecord | null = null;
  private field: OpenField | null = null;
  records = 0;

  constructor(
    private readonly version: VersionRules,
    private readonly listener: RecordListener,
  ) {}

  /** Whether a record is open: everything goes to it. */
  get isOpen(): boolean {
    return this.person !== null || this.note !== null;
  }

  open(element: XmlElement, place: Place): void {
    const record = this.note ?? this.person;
    const type = this.recordType(element);
    if (this.field) this.openWithin(this.field, record, place);
    else if (type !== null && record === null) this.begin(type, place);
    else if (type === 'note' && this.note === null) this.begin(type, place);
    else this.openField(element, record!, place);
  }

  text(text: string, place: Place): void {
    const record = this.note ?? this.person;
    if (!this.field) {
      if (text.trim() !== '') this.say('text.outside_fields', placeOfText(text, place), record);
      return;
    }
    if (this.field.text.length + text.length <= limits.field) this.field.text += text;
    else if (this.field.name !== null && !this.field.said) {
      this.field.said = true;
      this.say('field.too_long', place, record, { field: this.field.name, limit: limits.field });
    }
  }

  close(): void {
    if (this.field) {
      if (this.field.depth > 0) this.field.depth--;
      else this.endField(this.field);
    } else if (this.note) {
      const note = this.note;
      this.note = null;
      this.listener.record(note);
    } else if (this.person) {
      const person = this.person;
      this.person = null;
      this.listener.record(person);
    }
  }

  /** Whether the element begins a record of this file's version. */
  recordType({ name, namespace }: XmlElement): RecordType | null {
    const isOurs = pfifVersion(namespace) !== null && this.version.name === `1.${pfifVersion(namespace)}`;
    return isOurs && (name === 'person' || name === 'note') ? name : null;
  }

  private begin(type: RecordType, { line, column }: Place): void {
    const record: OpenRecord = {
      type,
      number: ++this.records,
      fields: new Map(),
      within: this.person,
      notes: [],
      reached: 0,
      line,
      column,
    };
    if (type === 'person') this.person = record;
    else {
      this.note = record;
      this.person?.notes.push(record);
    }
  }

  private openWithin(field: OpenField, record: OpenRecord | null, place: Place): void {
    field.depth++;
    if (field.name === null || field.said) return;
    field.said = true;
    this.say('field.nested', place, record, { field: field.name });
  }

  private openField(element: XmlElement, record: OpenRecord, place: Place): void {
    const name = this.nameIn(element, record, place);
    this.field = { ...place, name, text: '', depth: 0, said: false };
    if (name !== null) this.checkOrder(name, record, place);
  }

  /** The field's name, or null where there is no such field, which is said. */
  private nameIn(element: XmlElement, record: OpenRecord, place: Place): string | null {
    const { fields } = this.version[record.type];
    const version = this.version.name;
    const x = pfifVersion(element.namespace);
    const field = fieldOfSomeVersion(record.type, element.name);
    if (x === null) this.say('element.foreign', place, record);
    else if (`1.${x}` !== version) this.say('element.other_version', place, record, { version });
    else if (this.recordType(element) !== null) this.say('record.nested', place, record);
    // An unknown name is not repeated: it may be what somebody wrote in the wrong place.
    else if (field === undefined) this.say('field.unknown', place, record);
    else if (!fields.includes(field)) this.say('field.other_version', place, record, { field, version });
    else if (record.fields.has(field)) this.say('field.twice', place, record, { field });
    else return field;
    return null;
  }

  private checkOrder(field: string, record: OpenRecord, place: Place): void {
    const { order, name: version } = this.version;
    if (order === 'free') return;
    if (record.notes.length > 0) this.say('note.order', place, record, { field, version });
    const at = this.version[record.type].fields.indexOf(field);
    const isLate = order === 'listed' ? at < record.reached : at === 0 && record.fields.size > 0;
    if (isLate) this.say('field.order', place, record, { field, version });
    record.reached = Math.max(record.reached, at);
  }

  private endField({ name, text, line, column }: OpenField): void {
    this.field = null;
    if (name !== null) (this.note ?? this.person)!.fields.set(name, { text: text.trim(), line, column });
  }

  private say(
    code: FindingCode,
    place: Place,
    record: OpenRecord | null,
    facts?: Readonly<Record<string, string | number>>,
  ): void {
    this.listener.found(found(code, place, record?.number, facts));
  }
}
