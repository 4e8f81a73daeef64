import { settingAt, weightOfPart } from '../comparisons/name-part.js';
import type { PartComparison } from '../model/level-lists.js';
import type { Model } from '../model/model.js';
import { type PartLines, partLines } from '../model/part-lines.js';
import { areOneName, different } from '../names/name-level.js';
import { type NameSide, scriptIndex } from '../names/name-side.js';
import { type NameRole, nameRoles } from '../record.js';
import type { AskedName } from './asked-name.js';
import type { AskedWords } from './asked-words.js';
import type { PartTable } from './column-data.js';
import type { PartsOfSpellings } from './parts-of-spellings.js';
import type { RowsOfParts } from './rows-of-parts.js';
import type { SpellingFacts } from './spelling-facts.js';
import type { SpellingFrequencies } from './spelling-frequencies.js';

/** A person's name, or that of the mother. */
export type Whose = 'own' | 'mother';

/** Where a role is compared. */
const comparedAs: Record<Whose, Partial<Record<NameRole, PartComparison>>> = {
  own: { given: 'given', father: 'father', grandfather: 'grandfather', family: 'family' },
  mother: { given: 'mother', family: 'mother_family' },
};

/** Two figures in one number: the most in the role, and `anywhere` times the most in any. */
const anywhereUnit = 2 ** 15;
export const mostInRole = (packed: number): number => packed & (anywhereUnit - 1);
export const mostAnywhere = (packed: number): number => packed >>> 15;

/**
 * The most that each part of a column can bring, in hundredths of a bit, 0 or more: as if it met the word of the record that asks that suits it best, in its own
 * role, and in any role. A line of a role weighs what one meeting of two words weighs, so the lines of two names are never more than the sum over the parts of one.
 */
export class PartMost {
  /** By part that was seen in this question; 0 brings nothing. */
  private values = new Int32Array(0);
  private marked: number[] = [];
  /** By part: the last question in which it was seen. */
  private seenIn = new Int32Array(0);
  private question = 0;
  private asked: readonly AskedName[] = [];
  private readonly lines: readonly (PartLines | null)[];
  private readonly inAnyRole: boolean;

  constructor(
    whose: Whose,
    private readonly parts: PartTable,
    private readonly facts: SpellingFacts,
    private readonly frequencies: SpellingFrequencies,
    private readonly partsOf: PartsOfSpellings,
    private readonly words: AskedWords,
    private readonly rowsOf: RowsOfParts,
    model: Model,
  ) {
    // The parts of a mother's name are compared wherever they stand.
    this.inAnyRole = whose === 'mother';
    this.lines = nameRoles.map((role) => {
      const comparison = comparedAs[whose][role];
      return comparison ? partLines(comparison, model) : null;
    });
  }

  /** Forgets the last question. @param met all spellings that bring anything, null = each is asked about when it comes (`see`) */
  ask(asked: readonly AskedName[], met: readonly number[] | null): void {
    const { marked } = this;
    for (let at = 0; at < marked.length; at++) this.values[marked[at]!] = 0;
    marked.length = 0;
    this.asked = asked;
    if (this.values.length < this.parts.count) {
      const room = Math.max(this.parts.count, 2 * this.values.length);
      this.values = new Int32Array(room);
      this.seenIn = new Int32Array(room);
    }
    this.question += 1;
    if (asked.length === 0 || met === null) return;
    const mark = (part: number): void => {
      marked.push(part);
    };
    for (let at = 0; at < met.length; at++) this.partsOf.each(met[at]!, mark);
  }

  /** Both figures of a part (mostInRole, mostAnywhere), of which nothing was said when the question was asked. */
  see(part: number): number {
    if (this.seenIn[part] === this.question) return this.values[part]!;
    this.seenIn[part] = this.question;
    if (this.asked.length === 0 || this.words.isStranger(this.parts.spelling[part]!)) return 0;
    this.marked.push(part);
    return this.work(part);
  }

  /**
   * Adds what each part that was told to bring anything can bring to the sums of the rows that have it: row r has sums[2 * r] for the most in the role, sums[2 * r + 1] for
   * the most in any.
   */
  addTo(sums: Int32Array): void {
    for (let at = 0; at < this.marked.length; at++) {
      const part = this.marked[at]!;
      const both = this.work(part);
      if (both !== 0)
        this.rowsOf.addTo(sums, part, this.inAnyRole ? mostAnywhere(both) : mostInRole(both), mostAnywhere(both));
    }
  }

  private work(part: number): number {
    const spelling = this.parts.spelling[part]!;
    const role = this.parts.role[part]!;
    let inRole = 0;
    let anywhere = 0;
    for (const { side, words, together } of this.asked) {
      for (let at = 0; at < side.count; at++) {
        const alone = this.most(words[at]!, spelling, role, side, at, at);
        if (alone > anywhere) anywhere = alone;
        if (alone > inRole && sameRole(role, side.roles[at]!)) inRole = alone;
        if (together[at]! < 0) continue;
        const both = this.most(together[at]!, spelling, role, side, at - 1, at);
        if (both > anywhere) anywhere = both;
        if (both > inRole && sameRole(role, side.roles[at - 1]!)) inRole = both;
      }
    }
    const packed = Math.min(inRole, anywhereUnit - 1) + anywhereUnit * Math.min(anywhere, anywhereUnit - 1);
    this.values[part] = packed;
    return packed;
  }

  /** The most that a word, which is the parts `from` to `to` of its name, brings met by a spelling, in the role of either. */
  private most(word: number, spelling: number, role: number, side: NameSide, from: number, to: number): number {
    const level = this.words.level(word, spelling);
    if (level === different) return 0;
    const own = side.roles[from]!;
    const most = this.inRole(level, spelling, role, side, from, to);
    return own === role ? most : Math.max(most, this.inRole(level, spelling, own, side, from, to));
  }

  private inRole(level: number, spelling: number, role: number, side: NameSide, from: number, to: number): number {
    const lines = role < 0 ? null : this.lines[role]!;
    if (!lines) return 0;
    const script = side.scripts[from] === side.scripts[to] ? side.scripts[to]! : mixed;
    let common = 0;
    if (areOneName(level)) {
      common = side.frequency(to, role);
      if (from !== to) common = Math.min(common, side.frequency(from, role));
      common = Math.max(common, this.frequencies.of(spelling, role));
    }
    this.facts.read(spelling);
    return Math.max(0, weightOfPart(lines, settingAt(script, this.facts.writtenIn[spelling]!), level, common));
  }
}

const mixed = scriptIndex('mixed');
const sameRole = (one: number, two: number): boolean => one === two || one < 0 || two < 0;
