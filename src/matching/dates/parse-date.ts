import type { FuzzyDate } from '../record.js';
import type { Unreadable } from './calendar-span.js';
import { type DateNote, noteMessages } from './date-notes.js';
import type { QualifiedReading } from './date-range.js';
import { isoDay } from './day-number.js';
import { readDate } from './read-date.js';
import type { DateOptions } from './year-of-number.js';

/** What a person should look at although the date was read; the code is `date.` and the note. */
export interface DateRemark {
  code: `date.${DateNote}`;
  message: string;
}

export type DateCheck =
  | { ok: true; date: FuzzyDate; notes: DateRemark[] }
  | { ok: false; code: 'date.impossible' | 'date.not_understood'; message: string };

const messages: Record<Exclude<Unreadable, 'placeholder' | 'says_unknown'>, string> = {
  impossible: 'This day does not exist in the calendar.',
  not_understood:
    'This date was not understood. Write for example 2013-04-12, 12 April 2013, April 2013, 2013 or "about 2013".',
  century_unclear: 'The century of a two-digit year is not clear. Write the year with four digits.',
};

/**
 * Reads a date as a source wrote it into an interval of whole Gregorian days; see README for the forms. Never throws and never adds what the text does
 * not say. Not understood, impossible, or saying that nothing is known: precision 'unknown' with both bounds null.
 */
export function parseDate(raw: string, options: DateOptions = {}): FuzzyDate {
  const reading = readDate(raw, options);
  return typeof reading === 'string' ? unknownDate(raw, options) : toFuzzyDate(raw, reading);
}

/**
 * The same for a person who can still correct the entry: an impossible day and a text that is not understood are told apart, and a date that was read with
 * a doubt says which (`notes`: placeholder, other calendar, year out of range, two orders). A text that says "not known" is fine. Messages hold nothing of
 * the input.
 */
export function checkDate(raw: string, options: DateOptions = {}): DateCheck {
  const reading = readDate(raw, options);
  if (typeof reading !== 'string') {
    return { ok: true, date: toFuzzyDate(raw, reading), notes: reading.notes.map(remark) };
  }
  if (reading === 'says_unknown') return { ok: true, date: unknownDate(raw, options), notes: [] };
  if (reading === 'placeholder') return { ok: true, date: unknownDate(raw, options), notes: [remark('placeholder')] };
  return {
    ok: false,
    code: reading === 'impossible' ? 'date.impossible' : 'date.not_understood',
    message: messages[reading],
  };
}

const remark = (note: DateNote): DateRemark => ({ code: `date.${note}`, message: noteMessages[note] });

/** A date about which nothing is known, with what was written. */
export function unknownDate(raw: string, options: DateOptions = {}): FuzzyDate {
  return {
    raw,
    calendar: options.calendar ?? 'gregorian',
    earliest: null,
    latest: null,
    precision: 'unknown',
    qualifier: 'exact',
    orderAmbiguous: false,
  };
}

export function toFuzzyDate(raw: string, reading: QualifiedReading): FuzzyDate {
  return {
    raw,
    calendar: reading.calendar,
    earliest: reading.earliest === null ? null : isoDay(reading.earliest),
    latest: reading.latest === null ? null : isoDay(reading.latest),
    precision: reading.precision,
    qualifier: reading.qualifier,
    orderAmbiguous: reading.orderAmbiguous,
  };
}
