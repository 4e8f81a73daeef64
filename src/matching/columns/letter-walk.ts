import { omission, positionOf, transposition } from '../names/align-units.js';
import { affixCost } from '../names/letter-distance.js';
import { longestSpelling } from '../names/read-units.js';
import { arabicUnits, pairCost, unitCount } from '../names/sounds.js';
import type { Reading } from '../names/types.js';
import type { TrieArrays } from './sequence-trie.js';

const prefixes = ['', 'abd', 'abu', 'umm'];
const suffixes = ['', 'din', 'allah'];
const positions = 3;
const flagBits = 16;
const width = longestSpelling + 1;
/** Sums in another order than in names/align-units.ts may come out a little higher. */
const rounding = 1e-9;

/** The sequence of a reading: its affixes, then each letter with its place in the word and what its neighbours say. */
export function letterSteps({ prefix, suffix, units, flags }: Reading): number[] {
  const affixes = prefixes.indexOf(prefix) * suffixes.length + suffixes.indexOf(suffix);
  const letters = [...units].map(
    (unit, at) => (unit * flagBits + flags[at]!) * positions + positionOf(at, units.length),
  );
  return [affixes, ...letters];
}

const unitOf = (step: number): number => Math.floor(step / (positions * flagBits));
const arabicUnit = arabicUnits.indexOf(1);
/** What leaving out costs, by step. All sequences are of Arabic spellings. */
const omissions = Float64Array.from({ length: unitCount * flagBits * positions }, (_, step) =>
  omission(arabicUnit, unitOf(step), Math.floor(step / positions) % flagBits, step % positions),
);

/** Arabic spellings whose letters lie near those of another: names/align-units.ts over all spellings at once, and what is already too far is not gone on with. */
export class LetterWalk {
  private readonly table = new Float64Array((width + 1) * width);
  private readonly lowest = new Float64Array(width + 1);
  private readonly path = new Int32Array(width + 1);
  private readonly omitted = new Float64Array(width);

  constructor(private readonly trie: TrieArrays) {}

  /** @param limit by the figure of a node the highest cost that what stands there or below may have; what costs more may be found as well */
  walk(reading: Reading, limit: Float64Array, found: (node: number) => void): void {
    this.begin(reading);
    const { steps, depths, ends, most, entries } = this.trie;
    const { table, lowest } = this;
    const last = reading.units.length;
    for (let node = 0; node < steps.length; ) {
      const depth = depths[node]! - 1;
      if (depth === 0) this.beginWith(reading, steps[node]!);
      else this.step(reading, depth, steps[node]!);
      const allowed = limit[most[node]!]! + rounding;
      // A transposition looks back two rows, so both must be too far.
      if (lowest[depth]! > allowed && (depth === 0 || lowest[depth - 1]! > allowed)) {
        node = ends[node]!;
        continue;
      }
      if (entries.starts[node + 1]! > entries.starts[node]! && table[depth * width + last]! <= allowed) found(node);
      node += 1;
    }
  }

  private begin({ units, flags }: Reading): void {
    for (let at = 0; at < units.length; at++)
      this.omitted[at] = omission(units[0]!, units[at]!, flags[at]!, positionOf(at, units.length));
  }

  private beginWith({ prefix, suffix, cost, units }: Reading, affixes: number): void {
    const { table, omitted } = this;
    const [before, behind] = [prefixes[Math.floor(affixes / suffixes.length)]!, suffixes[affixes % suffixes.length]!];
    table[0] = cost + affixCost(prefix, before) + affixCost(suffix, behind);
    for (let at = 0; at < units.length; at++) table[at + 1] = table[at]! + omitted[at]!;
    this.lowest[0] = table[0];
  }

  private step({ units }: Reading, depth: number, step: number): void {
    const { table, omitted, path } = this;
    const unit = unitOf(step);
    path[depth] = unit;
    const left = omissions[step]!;
    const row = depth * width;
    const above = row - width;
    table[row] = table[above]! + left;
    let lowest = table[row]!;
    for (let at = 1; at <= units.length; at++) {
      const own = units[at - 1]!;
      let cost = Math.min(
        table[above + at - 1]! + pairCost[unit * unitCount + own]!,
        table[above + at]! + left,
        table[row + at - 1]! + omitted[at - 1]!,
      );
      if (depth > 1 && at > 1 && unit === units[at - 2] && own === path[depth - 1])
        cost = Math.min(cost, table[above - width + at - 2]! + transposition);
      table[row + at] = cost;
      if (cost < lowest) lowest = cost;
    }
    this.lowest[depth] = lowest;
  }
}
