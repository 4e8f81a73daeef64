import type { Slot, SlotKind } from './arabic-slots.js';
import { isVowelLetter } from './sound-letters.js';

/** How often each slot wrote each run of Latin letters in the training pairs: expected counts of the last EM step. */
export interface SoundCounts {
  /** Slot name to run to count. */
  emitted: Map<string, Map<string, number>>;
  slots: Map<string, Slot>;
}

/**
 * Smoothing, in pseudo-counts: a slot falls back on its letter in any place, the letter on its kind, the kind on letters at random. Chosen by the fit to
 * names left out of training (two halves, each tried with the table learned from the other).
 */
const smoothing = { slotToLetter: 8, letterToKind: 4, kindKnown: 0.9, unseenInKind: 0.02, kindToAll: 20 } as const;
const writesNothing = 0.2;
const lettersAtRandom = 1 / 16;

export const longestRun = 4;
/** Columns for runs that no training pair has: by length, with a consonant or without. */
const unseenRuns = 2 * longestRun;

/** Probability of each run for each slot. Row-major, `columns` wide; column 0 is the empty run. */
export interface Emissions {
  rows: Map<string, number>;
  runs: Map<string, number>;
  columns: number;
  probability: Float32Array;
}

/**
 * Slips of the keyboard: in one letter of 250 something else is typed. Nothing at all, any one letter, or one letter too many; each of `letters` alike.
 */
const slips = { share: 0.004, nothing: 0.3, another: 0.5, oneMore: 0.2, letters: 27 } as const;
const slipTo = [slips.nothing, slips.another / slips.letters, slips.oneMore / (2 * slips.letters)];
type Counts = Map<string, number>;

/** Consonants write at least one consonant or nothing; short vowels write no consonant; all else is free. */
export function mayWrite(kind: SlotKind, run: string): boolean {
  if (run === '') return true;
  const allVowels = [...run].every(isVowelLetter);
  if (kind === 'consonant') return !allVowels;
  return kind !== 'short_vowel' || allVowels;
}

const unseenRun = (length: number, consonant: boolean): string => (consonant ? 'b' : 'a').repeat(length);
/** The column of a run that training never saw. */
export const unseenColumn = (run: string): number => 1 + (run.length - 1) * 2 + ([...run].every(isVowelLetter) ? 1 : 0);

/** Works the smoothed probabilities out of the counts, once. */
export function emissionsFrom({ emitted, slots }: SoundCounts): Emissions {
  const byGroup = new Map<string, Counts>();
  const byKind = new Map<SlotKind, Counts>();
  const known = new Set<string>();
  for (const [name, counts] of emitted) {
    const { group, kind } = slots.get(name)!;
    for (const [run, count] of counts) {
      add(byGroup, group, run, count);
      add(byKind, kind, run, count);
      if (run !== '') known.add(run);
    }
  }
  const runs = new Map<string, number>([['', 0]]);
  for (const run of [...known].sort()) runs.set(run, 1 + unseenRuns + runs.size - 1);
  const columns = 1 + unseenRuns + known.size;
  const rows = new Map([...slots.keys()].sort().map((name, at) => [name, at]));
  const probability = new Float32Array(rows.size * columns);
  for (const [name, row] of rows) {
    const slot = slots.get(name)!;
    const own = emitted.get(name);
    const group = byGroup.get(slot.group);
    const kind = byKind.get(slot.kind);
    const [ownTotal, groupTotal, kindTotal] = [sum(own), sum(group), sum(kind)];
    const fill = (run: string, column: number, isKnown: boolean): void => {
      probability[row * columns + column] = slips.share * (slipTo[run.length] ?? 0);
      if (!mayWrite(slot.kind, run) || run.length > slot.longest) return;
      const count = (of: Counts | undefined): number => (isKnown ? (of?.get(run) ?? 0) : 0);
      const inKind = (count(kind) + smoothing.unseenInKind) / (kindTotal + smoothing.kindToAll);
      const atRandom = run === '' ? writesNothing : (1 - writesNothing) * lettersAtRandom ** run.length;
      const base = smoothing.kindKnown * inKind + (1 - smoothing.kindKnown) * atRandom;
      const inGroup = (count(group) + smoothing.letterToKind * base) / (groupTotal + smoothing.letterToKind);
      probability[row * columns + column]! +=
        ((1 - slips.share) * (count(own) + smoothing.slotToLetter * inGroup)) / (ownTotal + smoothing.slotToLetter);
    };
    for (const [run, column] of runs) fill(run, column, true);
    for (let length = 1; length <= longestRun; length++) {
      for (const consonant of [true, false]) {
        const run = unseenRun(length, consonant);
        fill(run, unseenColumn(run), false);
      }
    }
  }
  return { rows, runs, columns, probability };
}

function add<K>(all: Map<K, Counts>, key: K, run: string, count: number): void {
  const counts = all.get(key) ?? new Map<string, number>();
  counts.set(run, (counts.get(run) ?? 0) + count);
  all.set(key, counts);
}

function sum(counts: Counts | undefined): number {
  let total = 0;
  for (const count of counts?.values() ?? []) total += count;
  return total;
}
