/** How Latin letters follow one another in names of all origins: what an unknown name looks like. Learned with the sound model. */
export type LetterPairCounts = Map<string, number>;

const ends = '.';
const flat = 0.5;
const alphabetSize = 33;

/** Counts of each letter after each other, `.` before the first and after the last. */
export function countLetterPairs(spellings: readonly { letters: string; weight: number }[]): LetterPairCounts {
  const counts: LetterPairCounts = new Map();
  for (const { letters, weight } of spellings) {
    const text = `${ends}${letters}${ends}`;
    for (let at = 1; at < text.length; at++) {
      const pair = text.slice(at - 1, at + 1);
      counts.set(pair, (counts.get(pair) ?? 0) + weight);
    }
  }
  return counts;
}

/** Probability of a spelling under the pair counts (first-order chain, add-half smoothing). */
export function randomSpelling(counts: LetterPairCounts): (letters: string) => number {
  const after = new Map<string, number>();
  for (const [pair, count] of counts) after.set(pair[0]!, (after.get(pair[0]!) ?? 0) + count);
  return (letters) => {
    const text = `${ends}${letters}${ends}`;
    let likely = 1;
    for (let at = 1; at < text.length; at++) {
      const pair = text.slice(at - 1, at + 1);
      likely *= ((counts.get(pair) ?? 0) + flat) / ((after.get(pair[0]!) ?? 0) + flat * alphabetSize);
    }
    return likely;
  };
}
