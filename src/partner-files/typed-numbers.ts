import type { Shown } from './number-formats.js';
import type { Cell } from './reading.js';

/** Day 1 is 1900-01-01 and 1900 counts as a leap year (as Lotus 1-2-3 had it), or day 0 is 1904-01-01. */
export type DateSystem = 1900 | 1904;

const daySeconds = 86_400;
/** 9999-12-31 in the system of 1900. */
const lastDay = 2_958_465;
/** Years that may stand as a bare number where a date is wanted (domain rules for partner files). */
const years = { from: 1900, to: 2030 };

/** A number of a workbook with what its format shows of it. `raw` is the stored text. */
export function numberCell(raw: string, shown: Shown, system: DateSystem): Cell {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return { raw };
  if (shown.as === 'number') {
    const leads = shown.digits !== undefined && Number.isInteger(value) && value >= 0 && /^\d+$/.test(raw);
    const text = leads ? raw.padStart(shown.digits!, '0') : raw;
    return { raw, typed: text === raw ? { kind: 'number', value } : { kind: 'number', value, shown: text } };
  }
  const seconds = Math.round((value - Math.floor(value)) * daySeconds);
  const day = Math.floor(value) + Math.floor(seconds / daySeconds);
  const time = clock(seconds % daySeconds);
  if (shown.as === 'time' && value >= 0 && value < 1) return { raw, typed: { kind: 'time', value: time } };
  if (shown.as === 'time') return { raw, typed: { kind: 'number', value } };
  const written = dayOf(day, system);
  if (written === null) return { raw, typed: { kind: 'number', value }, flags: ['no_such_day'] };
  const lengths = { year: 4, month: 7, day: 10, second: 10 };
  const dated = written.slice(0, lengths[shown.precision]) + (shown.precision === 'second' ? `T${time}` : '');
  const typed = shown.hijri ? { shownAs: 'hijri' as const } : {};
  const cell: Cell = { raw, typed: { kind: 'date', value: dated, ...typed } };
  if (Number.isInteger(value) && value >= years.from && value <= years.to) cell.flags = ['may_be_year'];
  return cell;
}

/** The day as YYYY-MM-DD; null for what is no day: 0, the 29 February 1900 that never was, negative numbers, years after 9999. */
export function dayOf(serial: number, system: DateSystem): string | null {
  if (system === 1904 ? serial < 0 || serial > lastDay - 1_462 : serial < 1 || serial === 60 || serial > lastDay)
    return null;
  const epoch = system === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  return new Date(epoch + serial * daySeconds * 1_000).toISOString().slice(0, 10);
}

function clock(seconds: number): string {
  const two = (number: number) => `${Math.floor(number)}`.padStart(2, '0');
  return `${two(seconds / 3_600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}
