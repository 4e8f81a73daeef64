import { findBestLaying } from '../names/best-laying.js';
import { levelIndex, strangers, tokenDistance } from '../names/compare-tokens.js';
import { decideRoles } from '../names/laid-roles.js';
import {
  costliestPair,
  distances,
  levelsOfPairs,
  levelsOneForTwo,
  levelsTwoForOne,
  measureRoles,
  mergedCost,
  oneForTwo,
  twoForOne,
  worthMerging,
} from '../names/measure-parts.js';
import { mergedToken } from '../names/merged-token.js';
import { areOneName, different } from '../names/name-level.js';
import { isBehind, mostPartsMeasured, NameSide } from '../names/name-side.js';
import { hasConsonantsOfTwo, hasLettersForTwo } from '../names/written-together.js';
import type { AskedName } from './asked-name.js';
import type { AskedWords } from './asked-words.js';
import type { NameColumn, PartTable, SpellingDictionary } from './column-data.js';
import type { SpellingFacts } from './spelling-facts.js';

const everyRole = -2;

/** Lays one name that asks against a name of a column, as compareNames does, without making anything. */
export class LaidRow {
  /** The two names as they were laid: to be read with decideRoles' results. */
  x: NameSide = new NameSide();
  y: NameSide = this.x;
  private readonly theirs = this.x;
  private readonly spellingAt = new Int32Array(mostPartsMeasured);

  constructor(
    /** To be set anew when the columns have grown. */
    public parts: PartTable,
    private readonly spellings: SpellingDictionary,
    private readonly facts: SpellingFacts,
    private readonly words: AskedWords,
  ) {}

  /**
   * @param role only parts of this role (index into nameRoles), of both names; the caller gives the name that asks accordingly
   * @returns false where either name has no parts: nothing was laid then
   */
  lay(asked: AskedName, column: NameColumn, name: number, role = everyRole): boolean {
    this.take(column, name, role);
    if (asked.side.count === 0 || this.theirs.count === 0) return false;
    const flipped = isBehind(asked.side, this.theirs);
    this.x = flipped ? this.theirs : asked.side;
    this.y = flipped ? asked.side : this.theirs;
    this.measure(asked, flipped);
    measureRoles(this.x, this.y);
    findBestLaying(this.x.count, this.y.count);
    decideRoles(this.x, this.y);
    return true;
  }

  private take({ starts, parts, told, sure }: NameColumn, name: number, role: number): void {
    const { theirs, facts } = this;
    theirs.count = 0;
    theirs.told = told[name] === 1;
    theirs.sure = sure[name]!;
    for (let place = starts[name]!; place < starts[name + 1]!; place++) {
      const part = parts[place]!;
      const partRole = this.parts.role[part]!;
      if (role !== everyRole && partRole !== role) continue;
      const spelling = this.parts.spelling[part]!;
      facts.read(spelling);
      this.spellingAt[theirs.count] = spelling;
      theirs.add(null, partRole, facts.writtenIn[spelling]!, facts.orders[spelling]!);
    }
  }

  /** As measureParts, from tables. */
  private measure(asked: AskedName, flipped: boolean): void {
    const { words, facts, spellingAt, theirs } = this;
    const [stepI, stepJ] = flipped ? [1, mostPartsMeasured] : [mostPartsMeasured, 1];
    const ofAsked = flipped ? twoForOne : oneForTwo;
    const ofTheirs = flipped ? oneForTwo : twoForOne;
    const levelsOfAsked = flipped ? levelsTwoForOne : levelsOneForTwo;
    const levelsOfTheirs = flipped ? levelsOneForTwo : levelsTwoForOne;
    for (let j = 0; j < theirs.count; j++) {
      const spelling = spellingAt[j]!;
      const letters = facts.letters[spelling]!;
      const before = j === 0 ? -1 : spellingAt[j - 1]!;
      const together = before >= 0 && facts.readIn[before] === facts.readIn[spelling];
      const lettersTogether = together ? facts.letters[before]! + letters : 0;
      const key = together ? facts.togetherKey(before, spelling) : 0;
      for (let i = 0; i < asked.tokens.length; i++) {
        const at = i * stepI + j * stepJ;
        const distance = words.distance(asked.words[i]!, spelling);
        const level = words.level(asked.words[i]!, spelling);
        distances[at] = Math.min(costliestPair, distance);
        levelsOfPairs[at] = level;
        if (areOneName(level)) this.setToken(j);
        ofAsked[at] = Number.POSITIVE_INFINITY;
        ofTheirs[at] = Number.POSITIVE_INFINITY;
        if (distance <= worthMerging) continue;
        const token = asked.tokens[i]!;
        if (together && !token.isInitial && hasLettersForTwo(token.letters, lettersTogether)) {
          ofAsked[at] = mergedCost(strangers.distance);
          levelsOfAsked[at] = different;
          if (hasConsonantsOfTwo(token, key)) {
            const merged = mergedToken(this.setToken(j - 1), this.setToken(j));
            ofAsked[at] = mergedCost(tokenDistance(token, merged));
            levelsOfAsked[at] = levelIndex(token, merged);
          }
        }
        const word = asked.together[i]!;
        if (word >= 0 && facts.initials[spelling] === 0 && hasLettersForTwo(letters, asked.lettersTogether[i]!)) {
          ofTheirs[at] = mergedCost(words.distance(word, spelling));
          const wordLevel = words.level(word, spelling);
          levelsOfTheirs[at] = wordLevel;
          if (areOneName(wordLevel)) this.setToken(j);
        }
      }
    }
  }

  /** How common a spelling is, is only asked where two parts are one name. */
  private setToken(j: number) {
    const token = this.theirs.tokens[j] ?? this.spellings.token(this.spellingAt[j]!);
    this.theirs.tokens[j] = token;
    return token;
  }
}
