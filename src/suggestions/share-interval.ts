/** A share of a number of things that were looked at, and where the share of all of them lies. */
export interface ShareInterval {
  /** 0..1. */
  share: number;
  /** 95 of 100 such intervals hold the true share. */
  low: number;
  high: number;
}

/** Two-sided, 95 %. */
const z = 1.959964;

/**
 * The score interval of Wilson (1927), which also holds for shares near 1 and for small numbers (Brown, Cai and DasGupta 2001).
 * @param found 0..of, whole
 * @returns null when nothing was looked at
 */
export function shareInterval(found: number, of: number): ShareInterval | null {
  if (of === 0) return null;
  const share = found / of;
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  // Beyond these only by the last digit of the computation.
  return { share, low: found === 0 ? 0 : middle - half, high: found === of ? 1 : middle + half };
}
