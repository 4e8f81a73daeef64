import { shared } from './shared-arrays.js';

/** Lists of numbers, one behind the other: list i has values[starts[i]] up to values[starts[i + 1]]. With `keys`, sorted, list i is that of keys[i]. */
export interface Lists {
  starts: Int32Array;
  values: Int32Array;
}
export interface KeyedLists extends Lists {
  keys: Int32Array;
}

/** The lists that pairs of a list's number and a value make, each in the order of the pairs. */
export function packLists(count: number, lists: Int32Array, values: Int32Array, pairs: number): Lists {
  const starts = shared(Int32Array, count + 1);
  for (let at = 0; at < pairs; at++) starts[lists[at]! + 1]! += 1;
  for (let list = 0; list < count; list++) starts[list + 1]! += starts[list]!;
  const next = starts.slice(0, count);
  const packed = shared(Int32Array, pairs);
  for (let at = 0; at < pairs; at++) packed[next[lists[at]!]!++] = values[at]!;
  return { starts, values: packed };
}

/** The same for keys of any size. */
export function packKeyedLists(keys: Int32Array, values: Int32Array, pairs: number): KeyedLists {
  const sorted = keys.slice(0, pairs).sort();
  let count = 0;
  for (let at = 0; at < pairs; at++) if (at === 0 || sorted[at] !== sorted[at - 1]) sorted[count++] = sorted[at]!;
  const distinct = shared(Int32Array, count);
  distinct.set(sorted.subarray(0, count));
  const lists = new Int32Array(pairs);
  for (let at = 0; at < pairs; at++) lists[at] = placeOf(distinct, keys[at]!);
  return { keys: distinct, ...packLists(count, lists, values, pairs) };
}

/** The place of a key among sorted ones, -1 if it is not there. */
export function placeOf(keys: Int32Array, key: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = keys[middle]!;
    if (found === key) return middle;
    if (found < key) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
