import { randomInt } from 'node:crypto';

const firstSeconds = 5;
const factor = 4;
const longestSeconds = 4 * 3600;

/** For so long a message is tried again, in hours. The database's column give_up_at says it for each message. */
export const tryForHours = 24;

/**
 * How long to wait after an attempt that failed, in milliseconds: 5 s, 20 s, 80 s … at most 4 h, each a fifth shorter or longer by chance, so
 * that what failed at one moment does not come back at one moment. About 12 attempts in 24 h.
 * @param tries how many attempts there have been; 1 or more
 */
export function waitAfter(tries: number): number {
  const seconds = Math.min(longestSeconds, firstSeconds * factor ** Math.min(tries - 1, 20));
  return Math.round((seconds * 1000 * randomInt(800, 1_201)) / 1000);
}
