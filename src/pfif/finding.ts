import type { FileProblemCode } from '../partner-files/index.js';
import { type FindingCode, findingCodes, type Severity } from './finding-codes.js';

/** Something to mend or to know, and where. Holds nothing of what the fields hold, and no id: an id may name a person. */
export interface Finding {
  kind: 'finding';
  severity: Severity;
  code: FindingCode | FileProblemCode;
  /** From 1: of the field, or where the record or the file stands. */
  line: number;
  /** From 1, in characters, behind the element's opening mark. Not known for text that stands where none may. */
  column?: number;
  /** The how manieth record of the file, persons and notes counted together as they begin. */
  record?: number;
  field?: string;
  /** English; for other languages translate `code`. */
  message: string;
}

export interface Place {
  line: number;
  column?: number;
}

/** Where a text ends that was read up to `end`: before its last line breaks. */
export function placeOfText(text: string, { line }: Place): Place {
  return { line: line - (text.slice(text.trimEnd().length).split('\n').length - 1) };
}

/** Fills the sentence of the code; `field` is given back as well. */
export function found(
  code: FindingCode,
  { line, column }: Place,
  record?: number,
  facts: Readonly<Record<string, string | number>> = {},
): Finding {
  const [severity, sentence] = findingCodes[code];
  const message = sentence.replace(/\{(\w+)\}/g, (_, name: string) => `${facts[name] ?? '?'}`);
  return {
    kind: 'finding',
    severity,
    code,
    line,
    ...(column === undefined ? {} : { column }),
    ...(record === undefined ? {} : { record }),
    ...(typeof facts.field === 'string' && !code.startsWith('atom.') ? { field: facts.field } : {}),
    message,
  };
}
