import type { NameComparison } from '../matching/index.js';

export const closenesses = ['same', 'other_spelling', 'similar'] as const;
export type Closeness = (typeof closenesses)[number];

/** How near a name is to the one searched for, told by its worst part: written the same, sounding the same, or only like it. */
export function closenessOf({ meetings }: Pick<NameComparison, 'meetings'>): Closeness {
  const levels = new Set(meetings.map(({ level }) => level).filter((level) => level !== 'missing'));
  if ([...levels].every((level) => level === 'same')) return 'same';
  return [...levels].every((level) => level === 'same' || level === 'same_sound') ? 'other_spelling' : 'similar';
}
