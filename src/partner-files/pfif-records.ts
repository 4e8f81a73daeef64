import { textCell } from './cell-flags.js';
import { FileProblem } from './file-problem.js';
import { limits } from './limits.js';
import { isPfif, pfifColumns, presentName, recordType } from './pfif-fields.js';
import type { RowProblem } from './problem-codes.js';
import type { Cell } from './reading.js';
import type { XmlElement, XmlReader } from './xml-pieces.js';

interface PfifRow {
  cells: Cell[];
  problem?: RowProblem;
  column?: string;
  /** Of a record with a problem: all that it holds. */
  text: string;
}

interface OpenRecord {
  type: 'person' | 'note';
  fields: Map<string, string>;
  problem?: RowProblem;
  column?: string;
  notes: OpenRecord[];
}

const atom = 'http://www.w3.org/2005/Atom';

/** Puts persons and notes together from the marks of the XML. Finished ones wait in `finished` until they are fetched. */
export class PfifRecords implements XmlReader {
  readonly columns = [...pfifColumns];
  readonly finished: PfifRow[] = [];
  isPfif = false;
  private atRoot = true;
  private person: OpenRecord | null = null;
  private note: OpenRecord | null = null;
  private field: { name: string; text: string; depth: number } | null = null;

  open({ name, namespace, attribute }: XmlElement): void {
    if (this.atRoot) {
      this.atRoot = false;
      if (!isPfif(namespace) && namespace !== atom) throw new FileProblem('file.xml_unknown');
      // A feed without entries still says by its prefix that it is one of PFIF: the list is empty today.
      this.isPfif = isPfif(attribute('pfif') ?? '');
    }
    if (isPfif(namespace)) this.isPfif = true;
    const record = this.note ?? this.person;
    if (this.field) {
      this.field.depth++;
      blame(record!, 'row.nested_value', this.field.name);
    } else if (isPfif(namespace) && name === 'person' && record === null) {
      this.person = { type: 'person', fields: new Map(), notes: [] };
    } else if (isPfif(namespace) && name === 'note' && this.note === null) {
      this.note = { type: 'note', fields: new Map(), notes: [] };
    } else if (record !== null) {
      this.field = {
        name: isPfif(namespace) ? presentName(name, namespace) : `${namespace} ${name}`,
        text: '',
        depth: 0,
      };
    }
  }

  text(text: string): void {
    if (this.field) this.field.text += text;
    else {
      const record = this.note ?? this.person;
      // Text beside the fields is lost nowhere: the record is given back with it.
      if (record && text.trim() !== '') this.keep(record, '', text, 'row.nested_value');
    }
  }

  close(name: string): void {
    if (this.field) {
      if (this.field.depth > 0) this.field.depth--;
      else {
        this.keep((this.note ?? this.person)!, this.field.name, this.field.text, 'row.field_twice');
        this.field = null;
      }
    } else if (this.note && name === 'note') {
      const note = this.note;
      this.note = null;
      if (this.person) this.addNote(this.person, note);
      else this.finish(note);
    } else if (this.person && name === 'person') {
      const person = this.person;
      this.person = null;
      this.finish(person);
      for (const note of person.notes) {
        this.assign(note, person);
        this.finish(note);
      }
    }
  }

  private addNote(person: OpenRecord, note: OpenRecord): void {
    if (person.notes.length < limits.notesOfPerson) person.notes.push(note);
    else throw new FileProblem('file.too_many_notes', { limit: limits.notesOfPerson });
  }

  /** A field that stands already is a fault of the record; its text is kept for the person who mends it. */
  private keep(record: OpenRecord, name: string, text: string, problem: RowProblem): void {
    const before = record.fields.get(name);
    if (before !== undefined || name === '') blame(record, problem, name || undefined);
    record.fields.set(name, before === undefined ? text : `${before}\n${text}`);
    if (name === '' || this.columns.includes(name)) return;
    if (this.columns.length < limits.columns) this.columns.push(name);
    else blame(record, 'row.too_many_columns');
  }

  private assign(note: OpenRecord, { fields }: OpenRecord): void {
    const id = fields.get('person_record_id');
    const own = note.fields.get('person_record_id');
    if (own !== undefined && own.trim() !== '' && own.trim() !== id?.trim())
      blame(note, 'row.other_person', 'person_record_id');
    else if (id !== undefined) note.fields.set('person_record_id', id);
  }

  private finish({ type, fields, problem, column }: OpenRecord): void {
    const text =
      problem === undefined ? '' : [type, ...Array.from(fields, ([name, value]) => `${name}: ${value}`)].join('\n');
    fields.set(recordType, type);
    const cells = problem === undefined ? this.columns.map((name) => textCell(fields.get(name) ?? '')) : [];
    this.finished.push({ cells, problem, column, text });
  }
}

function blame(record: OpenRecord, problem: RowProblem, column?: string): void {
  record.problem ??= problem;
  record.column ??= column;
}
