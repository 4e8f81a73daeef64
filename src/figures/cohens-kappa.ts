/** How far two readers who judged the same things agree. */
export interface Agreement {
  /** Share of things that both judged alike, 0..1. */
  observed: number;
  /** What that share would be if each had judged by chance, as often one way and the other as they did. */
  byChance: number;
  /** 1 = always, 0 = no more than by chance, below 0 = less. Null when each always said the same one thing: then chance explains everything. */
  kappa: number | null;
}

/**
 * Cohen's kappa of a square table: row = what the first said, column = what the second said, cell = how often (Cohen 1960, A coefficient of agreement for
 * nominal scales, Educational and Psychological Measurement 20:37-46).
 * @returns null for a table without anything in it
 */
export function cohensKappa(table: readonly (readonly number[])[]): Agreement | null {
  const total = table.flat().reduce((sum, cell) => sum + cell, 0);
  if (total === 0) return null;
  const ofFirst = table.map((row) => row.reduce((sum, cell) => sum + cell, 0));
  const ofSecond = table.map((_, at) => table.reduce((sum, row) => sum + (row[at] ?? 0), 0));
  const observed = table.reduce((sum, row, at) => sum + (row[at] ?? 0), 0) / total;
  const byChance = ofFirst.reduce((sum, first, at) => sum + first * (ofSecond[at] ?? 0), 0) / total ** 2;
  return { observed, byChance, kappa: byChance === 1 ? null : (observed - byChance) / (1 - byChance) };
}
