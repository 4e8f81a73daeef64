/**
 * What a pair may be, besides two strangers: one person, or two of one family. `sibling`: brothers and sisters. `cousin`: children of two brothers.
 * `elder`: father and child, or a father's brother and his nephew.
 */
export const relativeKinds = ['sibling', 'cousin', 'elder'] as const;
export type RelativeKind = (typeof relativeKinds)[number];

/** In the order of the columns of a model file. */
export const hypotheses = ['same', ...relativeKinds, 'unrelated'] as const;
export type Hypothesis = (typeof hypotheses)[number];
