import { isDeepStrictEqual } from 'node:util';
import { settleUnanswered } from '../reports/further-content.js';
import { ReportContent } from '../reports/report-body.js';

/**
 * What is known of the sought person after a family changed its own words: what it changed is changed, and what others told or staff put right since
 * stands. Of who told nothing before nothing is taken over by itself: it stands beside, for people to look at. Pure.
 * @param before what this person told last, or null
 * @param after what he tells now, whole
 * @param known what is known now, from everybody
 */
export function tellAnew(before: ReportContent | null, after: ReportContent, known: ReportContent): ReportContent {
  if (before === null) return known;
  if (isDeepStrictEqual(before, known)) return after;
  return settleUnanswered(ReportContent.parse(followed(before, after, known)));
}

/** Lists and texts are one answer each. */
function followed(before: unknown, after: unknown, known: unknown): unknown {
  if (isDeepStrictEqual(before, after)) return known;
  if (!isObject(after) || !isObject(known)) return after;
  const was = isObject(before) ? before : {};
  const fields = new Set([...Object.keys(was), ...Object.keys(after), ...Object.keys(known)]);
  return Object.fromEntries(
    [...fields]
      .map((field): [string, unknown] => [field, followed(was[field], after[field], known[field])])
      .filter(([, value]) => value !== undefined),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
