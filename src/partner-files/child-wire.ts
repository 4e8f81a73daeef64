import type { Facts, FileProblemCode } from './file-problem.js';
import type { Choices, Inspection } from './inspection.js';
import type { Cell, Reading, ReadingOptions, Row } from './reading.js';

/** Ends of the parsing process that its own watch brings about; both signals end a process that does not ask for them. */
export const endSignals = { memory: 'SIGUSR2', time: 'SIGXCPU' } as const;

/** The first line to the parsing process; the bytes of the file follow it. */
export interface ChildTask {
  work: { inspect: Choices } | { rows: ReadingOptions };
  memoryBytes: number;
  cpuSeconds: number;
}

/** A line from the parsing process; `done` or `problem` is its last. */
export type ChildAnswer =
  | { readings: WireReading[] }
  | { inspection: Inspection }
  | { problem: FileProblemCode; facts: Facts }
  | { done: true };

/** Rows are nearly all of what is sent, and nearly all cells are only text. */
type WireReading = { n: number; c: (string | Cell)[]; m?: Row['remarks'] } | Exclude<Reading, Row>;

export function toWire(reading: Reading): WireReading {
  if (reading.kind !== 'row') return reading;
  const c = reading.cells.map((cell) => (cell.typed || cell.flags || cell.formula !== undefined ? cell : cell.raw));
  return reading.remarks ? { n: reading.rowNumber, c, m: reading.remarks } : { n: reading.rowNumber, c };
}

export function fromWire(sent: WireReading): Reading {
  if ('kind' in sent) return sent;
  const cells = sent.c.map((cell) => (typeof cell === 'string' ? { raw: cell } : cell));
  const row: Row = { kind: 'row', rowNumber: sent.n, cells };
  return sent.m ? { ...row, remarks: sent.m } : row;
}
