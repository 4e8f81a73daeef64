import type { Place } from './finding.js';
import type { RecordType } from './versions.js';

/** A field as it was read; its text has no white space around it. */
export interface ReadField extends Place {
  text: string;
}

/** A record of a file, from its opening mark on. */
export interface OpenRecord extends Place {
  type: RecordType;
  /** The how manieth of the file. */
  number: number;
  fields: Map<string, ReadField>;
  /** The person that a note lies within. */
  within: OpenRecord | null;
  /** Notes within a person. */
  notes: OpenRecord[];
  /** Where the last field stands in the order of the standard, for versions that fix it. */
  reached: number;
}

export const textOf = ({ fields }: OpenRecord, name: string): string => fields.get(name)?.text ?? '';
