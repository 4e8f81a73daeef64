const digitBits = 11;
const digits = 1 << digitBits;
const passes = [0, digitBits, 2 * digitBits];

export interface Pairs {
  keys: Int32Array;
  values: Int32Array;
}

/**
 * Sorts the first `count` keys by their unsigned value, and the values beside them with them; equal keys keep their order (radix sort, least digit first).
 * Twenty million pairs take a second or two and twice their memory.
 */
export function sortPairs(keys: Int32Array, values: Int32Array, count: number): Pairs {
  let from: Pairs = { keys, values };
  let to: Pairs = { keys: new Int32Array(count), values: new Int32Array(count) };
  const spare: Pairs = { keys: new Int32Array(count), values: new Int32Array(count) };
  for (const shift of passes) {
    const starts = new Int32Array(digits + 1);
    for (let at = 0; at < count; at++) starts[((from.keys[at]! >>> shift) & (digits - 1)) + 1]! += 1;
    for (let digit = 0; digit < digits; digit++) starts[digit + 1]! += starts[digit]!;
    for (let at = 0; at < count; at++) {
      const key = from.keys[at]!;
      const place = starts[(key >>> shift) & (digits - 1)]!++;
      to.keys[place] = key;
      to.values[place] = from.values[at]!;
    }
    [from, to] = [to, from.keys === keys ? spare : from];
  }
  return from;
}
