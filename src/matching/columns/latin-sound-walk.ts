import { longestRun } from '../sound/emissions.js';
import { columnsOfRuns, goingOn, letterCount, letterPlace, mostOfLength } from '../sound/run-tables.js';
import { mostLetters, soundLetters } from '../sound/sound-letters.js';
import { emissions } from '../sound/sound-model.js';
import type { ArabicSound } from '../sound/spelled.js';
import { type TrieArrays, TrieMarks } from './sequence-trie.js';
import type { NeededOfLatin } from './sound-needs.js';

const { probability, columns } = emissions;
const lengths = mostLetters + 1;
/** Sums in another order than in sound/likelihood.ts may come out a little lower. */
const rounding = 1 + 1e-6;

/** The sequence of a reading with this core, of a spelling of so many letters. */
export function latinSteps(core: string, spelling: number): number[] {
  const letters = soundLetters(core);
  return [spelling * lengths + letters.length, ...[...letters].map(letterPlace)];
}

/**
 * Spellings that an Arabic name could have written: the forward algorithm of sound/likelihood.ts, letter by letter, over all Latin spellings at once. The first
 * step of a sequence says how many letters there are, the others are the letters' places in the alphabet of sound/run-tables.ts (latinSteps). What begins so that no spelling
 * of that length and beginning can reach what it needs is left out.
 */
export class LatinSoundWalk {
  private width = 0;
  /** reached[letters * width + slots]: probability that so many slots wrote exactly so many letters. */
  private reached = new Float64Array(0);
  /** mostLeft[slots * lengths + letters]: no text of so many letters is likelier to be written by the slots behind; and of so many or up to three fewer. */
  private mostLeft = new Float64Array(0);
  private mostLeftOrLess = new Float64Array(0);
  private readonly path = new Uint8Array(lengths);
  private readonly runColumns = new Int32Array(longestRun + 1);

  /** Only spellings that are marked are walked to. */
  readonly marks: TrieMarks;

  constructor(
    private readonly trie: TrieArrays,
    private readonly totals: Uint8Array,
  ) {
    this.marks = new TrieMarks(trie);
  }

  /** @param found gets node and likelihood of each that has what is needed, and maybe of others */
  walk(sound: ArabicSound, needed: NeededOfLatin, found: (node: number, likelihood: number) => void): void {
    this.begin(sound);
    const { steps, depths, ends, most, entries } = this.trie;
    const { totals, marks } = this;
    let length = 0;
    for (let node = 0; node < steps.length; ) {
      if (!marks.has(node)) {
        node = ends[node]!;
        continue;
      }
      const depth = depths[node]! - 1;
      if (depth === 0) {
        length = steps[node]! % lengths;
        needed.ofLetters(Math.floor(steps[node]! / lengths));
      }
      const need = needed.at(most[node]!, totals[node]!);
      if (depth === 0) {
        if (length > sound.mostLetters || this.mostLeft[length]! * rounding < need) {
          node = ends[node]!;
          continue;
        }
      } else if (this.step(sound, depth, length - depth, steps[node]!) * rounding < need) {
        node = ends[node]!;
        continue;
      }
      if (entries.starts[node + 1]! > entries.starts[node]!) {
        const likelihood = this.reached[depth * this.width + this.width - 1]! * rounding;
        if (likelihood >= need) found(node, likelihood);
      }
      node += 1;
    }
  }

  private begin({ offsets }: ArabicSound): void {
    const slots = offsets.length;
    const width = slots + 1;
    this.width = width;
    if (this.reached.length < lengths * width) {
      this.reached = new Float64Array(lengths * width);
      this.mostLeft = new Float64Array(lengths * width);
      this.mostLeftOrLess = new Float64Array(lengths * width);
    }
    const { reached, mostLeft, mostLeftOrLess } = this;
    reached[0] = 1;
    for (let slot = 0; slot < slots; slot++) reached[slot + 1] = reached[slot]! * probability[offsets[slot]!]!;
    mostLeft.fill(0, slots * lengths, width * lengths);
    mostLeft[slots * lengths] = 1;
    for (let slot = slots - 1; slot >= 0; slot--) {
      const row = (offsets[slot]! / columns) * (longestRun + 1);
      for (let letters = 0; letters < lengths; letters++) {
        let most = 0;
        for (let run = 0; run <= Math.min(longestRun, letters); run++)
          most += mostOfLength[row + run]! * mostLeft[(slot + 1) * lengths + letters - run]!;
        mostLeft[slot * lengths + letters] = most;
      }
    }
    for (let at = 0; at < width * lengths; at++) {
      let most = mostLeft[at]!;
      for (let less = 1; less < longestRun - 1 && less <= at % lengths; less++)
        most = Math.max(most, mostLeft[at - less]!);
      mostLeftOrLess[at] = most;
    }
  }

  /** Works out the row of a node. @returns no less than the likelihood of any spelling with `left` more letters that begins as the path does */
  private step({ offsets }: ArabicSound, depth: number, left: number, letter: number): number {
    const { reached, mostLeft, mostLeftOrLess, width, path, runColumns } = this;
    path[depth] = letter;
    const runs = Math.min(longestRun, depth);
    for (let length = 1, number = 0, place = 1; length <= runs; length++, place *= letterCount) {
      number += path[depth - length + 1]! * place;
      runColumns[length] = columnsOfRuns[length - 1]![number]!;
    }
    const row = depth * width;
    let bound = 0;
    reached[row] = 0;
    for (let slot = 0; slot < width - 1; slot++) {
      const offset = offsets[slot]!;
      const behind = (slot + 1) * lengths + left;
      let written = 0;
      let overhang = 0;
      for (let length = 1, from = row - width + slot; length <= runs; length++, from -= width) {
        const so = reached[from]!;
        const at = offset + runColumns[length]!;
        written += so * probability[at]!;
        overhang += so * goingOn[at]!;
      }
      bound += written * mostLeft[behind]!;
      if (left > 0) bound += overhang * mostLeftOrLess[behind - 1]!;
      reached[row + slot + 1] = reached[row + slot]! * probability[offset]! + written;
    }
    return bound;
  }
}
