import { normaliseText } from '../text/index.js';

/** Under three letters every name is one letter from another. */
const fewestLetters = 3;

/**
 * True when one name is the other after a single slip of the keyboard: a letter changed, left out, added, or two neighbours exchanged. Only says something
 * for two names in one script.
 */
export function isOneSlip(first: string, second: string): boolean {
  const a = normaliseText(first).replaceAll(' ', '');
  const b = normaliseText(second).replaceAll(' ', '');
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < fewestLetters) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const [restA, restB] = [a.slice(start, endA), b.slice(start, endB)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
