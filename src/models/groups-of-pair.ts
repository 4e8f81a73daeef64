import { type MatchRecord, scriptOf } from '../matching/index.js';

/** Whom linkage may serve worse than others (matching.md section 9: bias by group). */
export const watchedGroups = ['women', 'minors', 'latin_only'] as const;
export type WatchedGroup = (typeof watchedGroups)[number];

const ofAge = 18;

/**
 * `women`: the report says so. `minors`: under 18 on the last day on which the person may have disappeared, even if born on the first day that the report allows.
 * `latin_only`: the detention record has no letter of another script in any of its names.
 */
export function groupsOfPair(report: MatchRecord, record: MatchRecord): WatchedGroup[] {
  return watchedGroups.filter((group) => {
    if (group === 'women') return report.sex === 'female';
    if (group === 'minors') return isMinor(report);
    return record.names.length > 0 && record.names.every(({ raw }) => scriptOf(raw) === 'Latn');
  });
}

function isMinor({ birth, event }: MatchRecord): boolean {
  if (!birth?.earliest || !event?.latest) return false;
  const comesOfAge = String(Number(birth.earliest.slice(0, 4)) + ofAge) + birth.earliest.slice(4);
  return event.latest < comesOfAge;
}
