/** What people judged about pairs of one band, with their weights hidden and in sight: how many, and how many of them they took for one person. */
export interface JudgedBand {
  hidden: { same: number; judged: number };
  shown: { same: number; judged: number };
}

/** -1..1, to two places, with the interval in which 95 of 100 such differences lie. */
export interface BlindShift {
  difference: number;
  low: number;
  high: number;
}

/** Fewer judgements without weights say nothing about what weights do. */
const enough = 20;
const few = 5;
/** Two-sided, 95 %. */
const z = 1.959964;

/**
 * By how much more often people say "one person" with the weights hidden than in sight, about pairs of the same band: the difference in each band, on average over the
 * hidden judgements. Without the bands it would tell which pairs chance had put into the blind sample. Interval of Agresti and Caffo (2000), which adds two judgements
 * to each share.
 * @returns null below twenty hidden judgements, and as long as one to four could be worked out of it
 */
export function blindShift(bands: readonly JudgedBand[]): BlindShift | null {
  const comparable = bands.filter(({ hidden, shown }) => hidden.judged > 0 && shown.judged > 0);
  const total = (which: keyof JudgedBand, what: 'same' | 'judged') =>
    comparable.reduce((sum, band) => sum + band[which][what], 0);
  const compared = total('hidden', 'judged');
  const tells = (['hidden', 'shown'] as const)
    .flatMap((which) => [total(which, 'same'), total(which, 'judged') - total(which, 'same')])
    .some((count) => count > 0 && count < few);
  if (compared < enough || tells) return null;
  let [difference, middle, variance] = [0, 0, 0];
  for (const { hidden, shown } of comparable) {
    const share = hidden.judged / compared;
    const [one, other] = [raised(hidden), raised(shown)];
    difference += share * (hidden.same / hidden.judged - shown.same / shown.judged);
    middle += share * (one.share - other.share);
    variance += share ** 2 * (one.variance + other.variance);
  }
  const half = z * Math.sqrt(variance);
  const rounded = (value: number) => Math.round(Math.max(-1, Math.min(1, value)) * 100) / 100 + 0;
  return { difference: rounded(difference), low: rounded(middle - half), high: rounded(middle + half) };
}

function raised({ same, judged }: { same: number; judged: number }) {
  const share = (same + 1) / (judged + 2);
  return { share, variance: (share * (1 - share)) / (judged + 2) };
}
