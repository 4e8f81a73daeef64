import { slotsOf } from './arabic-slots.js';
import { type Emissions, longestRun, unseenColumn } from './emissions.js';
import { mostLetters } from './sound-letters.js';

/** An Arabic spelling ready to be asked how likely it writes a Latin one: where each slot's row begins in the emission table, and its longest run. */
export interface ArabicSound {
  offsets: Uint32Array;
  longest: Uint8Array;
  /** Letters of the longest spelling that all slots together can write. */
  mostLetters: number;
}

/** A Latin spelling: `columns[end * runStride + length]` is the column of the run of `length` letters that ends before letter `end`. */
export interface LatinSound {
  letters: number;
  columns: Uint16Array;
}

export const runStride = longestRun + 1;

/** `cleaned` in Arabic letters; other characters are passed over. */
export function arabicSound(cleaned: string, { rows, columns }: Emissions): ArabicSound {
  const slots = slotsOf(cleaned).filter((slot) => rows.has(slot.name));
  return {
    offsets: Uint32Array.from(slots, (slot) => rows.get(slot.name)! * columns),
    longest: Uint8Array.from(slots, (slot) => slot.longest),
    mostLetters: slots.reduce((sum, slot) => sum + slot.longest, 0),
  };
}

/** `letters` as soundLetters gives them. */
export function latinSound(letters: string, { runs }: Emissions): LatinSound {
  const text = letters.slice(0, mostLetters);
  const columns = new Uint16Array((text.length + 1) * runStride);
  for (let start = 0; start < text.length; start++) {
    for (let length = 1; length <= longestRun && start + length <= text.length; length++) {
      const run = text.slice(start, start + length);
      columns[(start + length) * runStride + length] = runs.get(run) ?? unseenColumn(run);
    }
  }
  return { letters: text.length, columns };
}
