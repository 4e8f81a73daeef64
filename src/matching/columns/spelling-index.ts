import { keyHash } from '../key-hash.js';
import { nearKeysOf } from '../names/token-codes.js';
import type { NameToken } from '../names/types.js';
import { GrowingNumbers } from './growing-numbers.js';
import { type KeyedLists, type Lists, packKeyedLists, packLists, placeOf } from './packed-lists.js';

/** Under this key are the spellings of one letter, which may stand for anybody. */
export const initialsKey = keyHash('an initial');

/** Beside near consonants, what two spellings share that are no strangers: the folded spelling, or a group of the alias table. */
export function otherKeys({ folded, aliases }: NameToken): number[] {
  return [keyHash(`folded ${folded}`), ...aliases.map((group) => keyHash(`alias ${group}`))];
}

/**
 * Where the spellings stand that a name can meet. Many spellings share a coarse skeleton, so near keys lead to skeletons and those to spellings; other keys
 * lead to spellings.
 */
export interface SpellingIndexArrays {
  near: KeyedLists;
  skeletons: Lists;
  others: KeyedLists;
}

/** Takes in spellings by rising ids. */
export class SpellingIndexMaker {
  private readonly skeletonIds = new Map<string, number>();
  private readonly ofSkeleton = new Pairs();
  private readonly ofKey = new Pairs();

  add(id: number, token: NameToken): void {
    for (const coarse of new Set(token.codes.coarse)) {
      let skeleton = this.skeletonIds.get(coarse);
      if (skeleton === undefined) {
        skeleton = this.skeletonIds.size;
        this.skeletonIds.set(coarse, skeleton);
      }
      this.ofSkeleton.push(skeleton, id);
    }
    for (const key of otherKeys(token)) this.ofKey.push(key, id);
    if (token.isInitial) this.ofKey.push(initialsKey, id);
  }

  /** Coarse skeletons by their ids. */
  coarse(): string[] {
    return [...this.skeletonIds.keys()];
  }

  arrays(): SpellingIndexArrays {
    const near = new Pairs();
    for (const [coarse, skeleton] of this.skeletonIds) for (const key of nearKeysOf(coarse)) near.push(key, skeleton);
    const { ofSkeleton, ofKey } = this;
    return {
      near: packKeyedLists(near.keys.values, near.values.values, near.values.length),
      skeletons: packLists(
        this.skeletonIds.size,
        ofSkeleton.keys.values,
        ofSkeleton.values.values,
        ofSkeleton.values.length,
      ),
      others: packKeyedLists(ofKey.keys.values, ofKey.values.values, ofKey.values.length),
    };
  }
}

class Pairs {
  readonly keys = new GrowingNumbers(new Int32Array(0));
  readonly values = new GrowingNumbers(new Int32Array(0));

  push(key: number, value: number): void {
    this.keys.push(key);
    this.values.push(value);
  }
}

export class SpellingIndex {
  private readonly found: Int32Array;
  private readonly foundIn: Int32Array;
  private readonly skeletonIn: Int32Array;
  private round = 0;
  private count = 0;

  constructor(
    private readonly arrays: SpellingIndexArrays,
    private readonly spellings: number,
  ) {
    this.found = new Int32Array(spellings);
    this.foundIn = new Int32Array(spellings);
    this.skeletonIn = new Int32Array(arrays.skeletons.starts.length - 1);
  }

  /** As SpellingDictionary.near; the array is used again by the next call. */
  near(token: NameToken): Int32Array {
    this.count = 0;
    if (token.isInitial) {
      for (; this.count < this.spellings; this.count++) this.found[this.count] = this.count;
      return this.found;
    }
    this.round += 1;
    const { near, skeletons, others } = this.arrays;
    for (const key of token.codes.nearKeys) {
      const list = placeOf(near.keys, key);
      if (list < 0) continue;
      for (let at = near.starts[list]!; at < near.starts[list + 1]!; at++) {
        const skeleton = near.values[at]!;
        if (this.skeletonIn[skeleton] === this.round) continue;
        this.skeletonIn[skeleton] = this.round;
        this.take(skeletons, skeleton);
      }
    }
    for (const key of [initialsKey, ...otherKeys(token)]) {
      const list = placeOf(others.keys, key);
      if (list >= 0) this.take(others, list);
    }
    return this.found.subarray(0, this.count);
  }

  /** Whether the last call of `near`, of no initial, brought this one. */
  isNear(spelling: number): boolean {
    return this.foundIn[spelling] === this.round;
  }

  /** Those that are near by something other than consonants: the folded spelling, an alias group, or that they are an initial. Some may come twice. */
  *byOtherKeys(token: NameToken): Generator<number> {
    const { keys, starts, values } = this.arrays.others;
    for (const key of [initialsKey, ...otherKeys(token)]) {
      const list = placeOf(keys, key);
      if (list >= 0) yield* values.subarray(starts[list]!, starts[list + 1]!);
    }
  }

  private take({ starts, values }: Lists, list: number): void {
    const { found, foundIn, round } = this;
    let count = this.count;
    for (let at = starts[list]!; at < starts[list + 1]!; at++) {
      const spelling = values[at]!;
      if (foundIn[spelling] === round) continue;
      foundIn[spelling] = round;
      found[count++] = spelling;
    }
    this.count = count;
  }
}
