import type { QuarantineReason } from '../import.entity.js';

/**
 * When a file is suspicious enough that two people have to look at it. Pure; the figures are counted elsewhere. A quarantine costs a partner a
 * day and takes nothing away, so the figures are set to leave ordinary lists alone: each says what it was weighed against.
 */

/** What is counted in a file before its run. Counts of ready rows, where nothing else is said. */
export interface CheckFigures {
  documentType: string;
  /** Rows that would be stored. */
  ready: number;
  /** Rows with an exact day of the event, and of birth (no placeholder such as 1 January), and how many have the most frequent one. */
  eventDays: number;
  sameEventDay: number;
  birthDays: number;
  sameBirthDay: number;
  /** Rows that claim that a person died. */
  deaths: number;
  /** All rows, and those with marks that turn the direction of text or cannot be seen, where they do not belong. */
  rows: number;
  hiddenMarks: number;
  /** Rows that say something else than the last version, of a sample, and those whose number stood for another person there. */
  changed: number;
  moved: number;
}

/** Below so many rows shares say nothing: a list of twelve from one raid has one date. */
export const rowsForShares = 50;
/**
 * One day of arrest in a whole long register is more than a raid: a template that was filled downwards gives it, or a program. Lists of transfers,
 * releases and exchanges are of one day by their nature. That many people were born on one day is not known to happen.
 */
export const sameEventDayShare = 0.9;
export const rowsForSameEventDay = 300;
const ofOneDay: readonly string[] = ['transfer_list', 'release_list', 'exchange_list'];
export const sameBirthDayShare = 0.25;
/** What says of most people that they died, and is no register of deaths, is looked at before anybody compares it with families. */
const ofDeaths: readonly string[] = ['death_certificate'];
export const deathShare = 0.5;
/** People do not type these marks; a few come along with copied text. */
export const hiddenMarkShare = 0.05;
/** Lists are numbered anew now and then. Of the rows that changed, every third one is more than slips. */
export const movedShare = 1 / 3;
export const rowsMoved = 20;

const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

export function suspicionsAtCheck(figures: CheckFigures): QuarantineReason[] {
  const {
    documentType,
    rows,
    ready,
    eventDays,
    sameEventDay,
    birthDays,
    sameBirthDay,
    deaths,
    hiddenMarks,
    changed,
    moved,
  } = figures;
  const found: QuarantineReason[] = [];
  if (
    !ofOneDay.includes(documentType) &&
    eventDays >= rowsForSameEventDay &&
    share(sameEventDay, eventDays) >= sameEventDayShare
  )
    found.push({
      code: 'file.same_event_day',
      facts: { rows: sameEventDay, of: eventDays },
      message: 'Nearly all rows have the same day of the event.',
    });
  if (birthDays >= rowsForShares && share(sameBirthDay, birthDays) >= sameBirthDayShare)
    found.push({
      code: 'file.same_birth_day',
      facts: { rows: sameBirthDay, of: birthDays },
      message: 'Many rows have the same day of birth.',
    });
  if (!ofDeaths.includes(documentType) && ready >= rowsForShares && share(deaths, ready) >= deathShare)
    found.push({
      code: 'file.many_deaths',
      facts: { rows: deaths, of: ready },
      message: 'Most rows say that a person died.',
    });
  if (rows >= rowsForShares && share(hiddenMarks, rows) >= hiddenMarkShare)
    found.push({
      code: 'file.hidden_marks',
      facts: { rows: hiddenMarks, of: rows },
      message: 'Many rows hold marks that turn the direction of text or cannot be seen.',
    });
  if (moved >= rowsMoved && share(moved, changed) >= movedShare)
    found.push({
      code: 'file.numbers_moved',
      facts: { rows: moved, of: changed },
      message: 'Many numbers stand for other persons than in the last version.',
    });
  return found;
}

/** What comparing found. Told to staff of the operator alone: it says how much of a list resembles reports. */
export interface MatchFigures {
  /** Records that the import made or changed. */
  records: number;
  /** Records with a suggestion worth a look or better. */
  hits: number;
  /** Records, of all, that are suggested for the one report that most of them are. */
  mostForOneReport: number;
}
/** Of an earlier import of the same organisation. */
export interface MatchRate {
  records: number;
  hits: number;
}

/** security.md C8. Ten rows of one name happen in any long list. */
export const oneReportShare = 0.01;
export const rowsForOneReport = 10;
/** Rates of smaller imports swing too far to be compared. */
export const recordsForRate = 100;
export const importsForHistory = 3;
export const deviations = 3;
/** Lists of one partner differ by so much from year to year and place to place; three imports alone give too small a deviation. */
export const leastDeviation = 0.03;
/**
 * Without a history. In the invented population, made so that one record in six is of somebody who is reported, about a third of a list's records
 * have a suggestion; true lists are far below it.
 */
export const rateCeiling = 0.7;

export function tooManyForOneReport({ records, mostForOneReport }: MatchFigures): QuarantineReason[] {
  if (mostForOneReport < rowsForOneReport || mostForOneReport <= records * oneReportShare) return [];
  return [
    {
      code: 'matches.one_report',
      facts: { rows: mostForOneReport, of: records },
      message: 'More than one row in a hundred is suggested for one and the same report.',
    },
  ];
}

/** Upwards only: a list that resembles nobody does no harm. */
export function strangeMatchRate({ records, hits }: MatchFigures, history: MatchRate[]): QuarantineReason[] {
  const earlier = history.filter((each) => each.records >= recordsForRate);
  if (records < recordsForRate) return [];
  const limit = earlier.length < importsForHistory ? rateCeiling : expectedAtMost(records, earlier);
  if (hits / records <= limit) return [];
  return [
    {
      code: 'matches.rate',
      facts: { rows: hits, of: records, expected_at_most: Math.round(limit * records) },
      message: 'Far more rows are suggested for reports than of the earlier files of this organisation.',
    },
  ];
}

/** Mean and deviation of the earlier rates, and the chance that a list of this length brings along by itself (binomial). */
function expectedAtMost(records: number, earlier: MatchRate[]): number {
  const rates = earlier.map((each) => each.hits / each.records);
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  const variance = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / (rates.length - 1);
  const ofChance = (mean * (1 - mean)) / records;
  return mean + deviations * Math.sqrt(Math.max(variance, leastDeviation ** 2) + ofChance);
}
