import { type Slot, type SlotKind, slotsOf } from './arabic-slots.js';
import { type Emissions, emissionsFrom, mayWrite, type SoundCounts, unseenColumn } from './emissions.js';
import { isVowelLetter } from './sound-letters.js';

/** One name in both scripts: cleaned Arabic, Latin in soundLetters, and how much the pair counts. */
export interface SpellingPair {
  arabic: string;
  latin: string;
  weight: number;
}

export interface Training {
  counts: SoundCounts;
  /** Mean log2 probability of the Latin spelling under the model of each step; grows. */
  fit: number[];
}

const steps = 10;
/** Expected counts smaller than this are the noise of unlikely alignments. */
const leastPosterior = 1e-4;
type Ask = (slot: Slot, run: string) => number;

/**
 * Learns which runs of Latin letters each Arabic letter and each unwritten short vowel is written with: expectation maximisation over all alignments
 * (many-to-many letter alignment after Jiampojamarn, Kondrak, Sherif 2007, N07-1047, with one side always a single letter). Deterministic.
 */
export function trainSoundModel(pairs: readonly SpellingPair[]): Training {
  const data = pairs.map((pair) => ({ ...pair, slots: slotsOf(pair.arabic) })).filter(({ slots }) => slots.length > 0);
  const slots = new Map<string, Slot>();
  for (const pair of data) for (const slot of pair.slots) slots.set(slot.name, slot);
  let ask: Ask = atFirst;
  let emitted: SoundCounts['emitted'] = new Map();
  const fit: number[] = [];
  for (let step = 0; step < steps; step++) {
    emitted = new Map();
    let [total, weights] = [0, 0];
    for (const pair of data) {
      const likely = expect(pair.slots, pair.latin, pair.weight, ask, emitted);
      if (likely > 0) total += Math.log2(likely) * pair.weight;
      weights += pair.weight;
    }
    fit.push(total / weights);
    ask = asking(emissionsFrom({ emitted, slots }));
  }
  return { counts: { emitted, slots }, fit };
}

/** Before anything is learned: consonants write one or two consonants, vowels one or two vowels, each run as likely as another of its length. */
function atFirst(slot: Slot, run: string): number {
  if (!mayWrite(slot.kind, run)) return 0;
  if (run === '') return nothingAtFirst[slot.kind];
  const vowels = [...run].filter(isVowelLetter).length;
  const fits = slot.kind === 'consonant' ? run.length - vowels : vowels;
  return 0.3 ** run.length * 0.1 ** (run.length - fits);
}

const nothingAtFirst: Record<SlotKind, number> = {
  consonant: 0.02,
  long_vowel: 0.05,
  silent: 0.4,
  feminine_ending: 0.1,
  short_vowel: 0.3,
};

function asking({ rows, runs, columns, probability }: Emissions): Ask {
  return (slot, run) => probability[rows.get(slot.name)! * columns + (runs.get(run) ?? unseenColumn(run))]!;
}

/** Forward and backward over one pair; adds the expected counts to `emitted`. Returns the probability of the Latin spelling. */
function expect(slots: Slot[], latin: string, weight: number, ask: Ask, emitted: SoundCounts['emitted']): number {
  const [n, m] = [slots.length, latin.length];
  const forward = Array.from({ length: n + 1 }, () => new Float64Array(m + 1));
  const backward = Array.from({ length: n + 1 }, () => new Float64Array(m + 1));
  const eachRun = (at: number, visit: (run: string, to: number, from: number) => void): void => {
    for (let from = 0; from <= m; from++) {
      for (let to = from; to <= Math.min(m, from + slots[at]!.longest); to++) visit(latin.slice(from, to), to, from);
    }
  };
  forward[0]![0] = 1;
  for (let at = 0; at < n; at++) {
    eachRun(at, (run, to, from) => {
      if (forward[at]![from]! > 0) forward[at + 1]![to]! += forward[at]![from]! * ask(slots[at]!, run);
    });
  }
  const likely = forward[n]![m]!;
  if (!(likely > 0)) return 0;
  backward[n]![m] = 1;
  for (let at = n - 1; at >= 0; at--) {
    const slot = slots[at]!;
    const counts = emitted.get(slot.name) ?? new Map<string, number>();
    emitted.set(slot.name, counts);
    eachRun(at, (run, to, from) => {
      if (backward[at + 1]![to] === 0) return;
      const rest = ask(slot, run) * backward[at + 1]![to]!;
      backward[at]![from]! += rest;
      const posterior = (forward[at]![from]! * rest) / likely;
      if (posterior > leastPosterior) counts.set(run, (counts.get(run) ?? 0) + weight * posterior);
    });
  }
  return likely;
}
