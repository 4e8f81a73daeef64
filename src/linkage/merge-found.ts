import type { Found } from './linkage-part.js';

export interface FoundPair {
  /** Indexes of the rows among all reports and all records. */
  report: number;
  record: number;
  weight: number;
}

/**
 * The best `top` records of each report out of what all parts found: by weight, equal ones in the order of the files, so that nothing depends on how the records
 * were divided. An id that several rows have is listed once, with the row that fits best.
 *
 * @param groups the rows of each report; `found` has an answer for each row, in this order
 */
export function bestOfParts(
  groups: readonly number[][],
  found: readonly Found[],
  top: number,
  idOf: (record: number) => string,
): FoundPair[][] {
  const next = found.map(() => ({ row: 0, at: 0 }));
  return groups.map((rows) => {
    const pairs: FoundPair[] = [];
    for (const report of rows) {
      found.forEach(({ counts, records, weights }, part) => {
        const place = next[part]!;
        for (const end = place.at + counts[place.row]!; place.at < end; place.at++)
          pairs.push({ report, record: records[place.at]!, weight: weights[place.at]! });
        place.row++;
      });
    }
    pairs.sort((a, b) => b.weight - a.weight || a.record - b.record || a.report - b.report);
    const listed = new Set<string>();
    const best: FoundPair[] = [];
    for (const pair of pairs) {
      if (best.length === top) break;
      const id = idOf(pair.record);
      if (listed.has(id)) continue;
      listed.add(id);
      best.push(pair);
    }
    return best;
  });
}
