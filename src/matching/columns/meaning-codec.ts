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

/** The same bytes as figures and as numbers. Made once: a view for every number that is read would take longer than reading it. */
export interface MeaningViews {
  figures: Float64Array;
  numbers: Uint16Array;
}

export function viewsOf(buffer: ArrayBufferLike): MeaningViews {
  return { figures: new Float64Array(buffer), numbers: new Uint16Array(buffer) };
}

/** Meaning.total of the meaning written at `at`. */
export const totalOf = ({ figures: all }: MeaningViews, at: number): number => all[(at + head) / figureBytes]!;

/** The meaning written at `at`; `readings` are those of its token. Its arrays are views of the buffer. */
export function readMeaning(
  { figures: all, numbers }: MeaningViews,
  at: number,
  readings: readonly Reading[],
): Meaning {
  const nameCount = numbers[at / numberBytes]!;
  const first = (at + head) / figureBytes;
  const shares = first + figures;
  const weights = shares + readings.length;
  const names = ((weights + nameCount) * figureBytes) / numberBytes;
  let next = names + nameCount;
  return {
    total: all[first]!,
    random: all[first + 1]!,
    unknown: all[first + 2]!,
    weights: all.subarray(weights, weights + nameCount),
    names: numbers.subarray(names, names + nameCount),
    readings: readings.map(({ prefix, suffix }, reading) => {
      const letters = numbers[next]!;
      const start = next + 1;
      next = start + (letters + 1) * runStride;
      return {
        sound: { letters, columns: numbers.subarray(start, next) },
        prefix,
        suffix,
        share: all[shares + reading]!,
      };
    }),
  };
}
