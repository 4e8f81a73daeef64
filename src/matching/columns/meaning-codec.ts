import type { Reading } from '../names/types.js';
import type { Meaning } from '../sound/meaning.js';
import { runStride } from '../sound/spelled.js';

/**
 * The meaning of a Latin spelling as bytes, so that what is read from them are views and not copies. It begins at a multiple of eight and has four parts: in
 * two bytes each how many names and readings there are; in eight bytes each the three figures, the shares of the readings and the weights of the names; in two
 * bytes each the names; for each reading its letters and the columns of its runs.
 */
const head = 8;
const figures = 3;
const figureBytes = Float64Array.BYTES_PER_ELEMENT;
const numberBytes = Uint16Array.BYTES_PER_ELEMENT;

/** Bytes that a meaning takes, a multiple of eight. */
export function sizeOfMeaning({ names, readings }: Meaning): number {
  const numbers = readings.reduce((sum, { sound }) => sum + 1 + sound.columns.length, names.length);
  const figureCount = figures + readings.length + names.length;
  return head + figureBytes * (figureCount + Math.ceil((numbers * numberBytes) / figureBytes));
}

/** Writes at `at`, a multiple of eight. */
export function writeMeaning(meaning: Meaning, buffer: ArrayBufferLike, at: number): void {
  const { names, weights, readings, total, random, unknown } = meaning;
  new Uint16Array(buffer, at).set([names.length, readings.length]);
  const all = [total, random, unknown, ...readings.map(({ share }) => share), ...weights];
  new Float64Array(buffer, at + head).set(all);
  const numbers = new Uint16Array(buffer, at + head + all.length * figureBytes);
  numbers.set(names);
  let next = names.length;
  for (const { sound } of readings) {
    numbers[next] = sound.letters;
    numbers.set(sound.columns, next + 1);
    next += 1 + sound.columns.length;
  }
}

/** The meaning written at `at`; `readings` are those of its token. Its arrays are views of the buffer. */
export function readMeaning(buffer: ArrayBufferLike, at: number, readings: readonly Reading[]): Meaning {
  const counts = new Uint16Array(buffer, at, 2);
  const names = counts[0]!;
  const figureCount = figures + readings.length + names;
  const all = new Float64Array(buffer, at + head, figureCount);
  let next = at + head + figureCount * figureBytes;
  const ids = new Uint16Array(buffer, next, names);
  next += names * numberBytes;
  return {
    total: all[0]!,
    random: all[1]!,
    unknown: all[2]!,
    weights: all.subarray(figures + readings.length),
    names: ids,
    readings: readings.map(({ prefix, suffix }, reading) => {
      const letters = new Uint16Array(buffer, next, 1)[0]!;
      const columns = new Uint16Array(buffer, next + numberBytes, (letters + 1) * runStride);
      next += numberBytes * (1 + columns.length);
      return { sound: { letters, columns }, prefix, suffix, share: all[figures + reading]! };
    }),
  };
}
