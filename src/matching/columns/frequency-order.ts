/**
 * Ids by falling count, equals in their old order, and the new id of each old one. What is common then lies close together, so that a scan over all rows meets
 * few places in memory.
 */
export interface NewOrder {
  /** Old id of each new one. */
  oldOf: Int32Array;
  /** New id of each old one. */
  newOf: Int32Array;
}

/** @param fixed so many ids keep their place in front */
export function byFallingCount(counts: Int32Array, fixed = 0): NewOrder {
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const starts = new Int32Array(most + 2);
  for (let id = fixed; id < counts.length; id++) starts[most - counts[id]! + 1]! += 1;
  starts[0] = fixed;
  for (let at = 0; at <= most; at++) starts[at + 1]! += starts[at]!;
  const oldOf = new Int32Array(counts.length);
  const newOf = new Int32Array(counts.length);
  for (let id = 0; id < counts.length; id++) {
    const place = id < fixed ? id : starts[most - counts[id]!]!++;
    oldOf[place] = id;
    newOf[id] = place;
  }
  return { oldOf, newOf };
}

/** How often each of `ids` occurs among the first `length`, added to `counts`. */
export function countIds(ids: Int32Array, length: number, counts: Int32Array): void {
  for (let at = 0; at < length; at++) counts[ids[at]!]! += 1;
}
