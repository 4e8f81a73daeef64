import { settingAt, weightOfPart } from '../comparisons/name-part.js';
import type { PartComparison } from '../model/level-lists.js';
import type { Model } from '../model/model.js';
import { type PartLines, partLines } from '../model/part-lines.js';
import { nameFrequency } from '../names/frequency.js';
import { areOneName, different } from '../names/name-level.js';
import { scriptIndex } from '../names/name-side.js';
import type { NameToken } from '../names/types.js';
import { type NameRole, nameRoles } from '../record.js';
import type { AskedName } from './asked-name.js';
import type { AskedWords } from './asked-words.js';
import type { PartTable, SpellingDictionary } from './column-data.js';
import type { PartsOfSpellings } from './parts-of-spellings.js';

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
const notKnown = -1;

/**
 * The most that each part of a column can bring, in hundredths of a bit, 0 or more: as if it met the word of the record that asks that suits it best, in its own
 * role, and in any role. A line of a role weighs what one meeting of two words weighs, so the lines of two names are never more than the sum over the parts of one.
 */
export class PartMost {
  /** By part; 0 brings nothing, -1 = not worked out. */
  private values = new Int32Array(0);
  private marked: number[] = [];
  private asked: readonly AskedName[] = [];
  private readonly lines: readonly (PartLines | null)[];

  constructor(
    whose: Whose,
    private readonly parts: PartTable,
    private readonly spellings: SpellingDictionary,
    private readonly partsOf: PartsOfSpellings,
    private readonly words: AskedWords,
    model: Model,
  ) {
    this.lines = nameRoles.map((role) => {
      const comparison = comparedAs[whose][role];
      return comparison ? partLines(comparison, model) : null;
    });
  }

  /** Forgets the last question. Spellings that are near to no word of the question bring nothing. */
  ask(asked: readonly AskedName[], near: readonly number[]): void {
    const { marked } = this;
    for (let at = 0; at < marked.length; at++) this.values[marked[at]!] = 0;
    marked.length = 0;
    this.asked = asked;
    if (this.values.length < this.parts.count)
      this.values = new Int32Array(Math.max(this.parts.count, 2 * this.values.length));
    if (asked.length === 0) return;
    const mark = (part: number): void => {
      this.values[part] = notKnown;
      marked.push(part);
    };
    for (let at = 0; at < near.length; at++) this.partsOf.each(near[at]!, mark);
  }

  /** Both figures of a part (mostInRole, mostAnywhere). */
  of(part: number): number {
    const known = this.values[part]!;
    return known === notKnown ? this.work(part) : known;
  }

  /** The table itself for a scan, to be read before `of`: what is not negative is known. */
  table(): Int32Array {
    return this.values;
  }

  private work(part: number): number {
    const spelling = this.parts.spelling[part]!;
    const role = this.parts.role[part]!;
    let inRole = 0;
    let anywhere = 0;
    for (const { side, words, together } of this.asked) {
      for (let at = 0; at < side.count; at++) {
        const alone = this.most(words[at]!, spelling, role, side.roles[at]!, side.scripts[at]!, (of) =>
          side.frequency(at, of),
        );
        anywhere = Math.max(anywhere, alone);
        if (sameRole(role, side.roles[at]!)) inRole = Math.max(inRole, alone);
        if (together[at]! < 0) continue;
        const script = side.scripts[at] === side.scripts[at - 1] ? side.scripts[at]! : mixed;
        const both = this.most(together[at]!, spelling, role, side.roles[at - 1]!, script, (of) =>
          Math.min(side.frequency(at, of), side.frequency(at - 1, of)),
        );
        anywhere = Math.max(anywhere, both);
        if (sameRole(role, side.roles[at - 1]!)) inRole = Math.max(inRole, both);
      }
    }
    const packed = Math.min(inRole, anywhereUnit - 1) + anywhereUnit * Math.min(anywhere, anywhereUnit - 1);
    this.values[part] = packed;
    return packed;
  }

  /** The most that a word brings met by a spelling, in the role of either. */
  private most(
    word: number,
    spelling: number,
    role: number,
    other: number,
    script: number,
    frequency: (role: number) => number,
  ): number {
    const level = this.words.level(word, spelling);
    if (level === different) return 0;
    const token = this.spellings.token(spelling);
    return Math.max(
      this.inRole(level, token, role, script, frequency),
      other === role ? 0 : this.inRole(level, token, other, script, frequency),
    );
  }

  private inRole(
    level: number,
    token: NameToken,
    role: number,
    script: number,
    frequency: (role: number) => number,
  ): number {
    const lines = role < 0 ? null : this.lines[role]!;
    if (!lines) return 0;
    const common = areOneName(level) ? Math.max(frequency(role), nameFrequency(token, nameRoles[role]!)) : 0;
    return Math.max(0, weightOfPart(lines, settingAt(script, scriptIndex(token.codes.writtenIn)), level, common));
  }
}

const mixed = scriptIndex('mixed');
const sameRole = (one: number, two: number): boolean => one === two || one < 0 || two < 0;
