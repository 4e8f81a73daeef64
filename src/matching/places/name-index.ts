import Fuse from 'fuse.js';
import { AlikeNames } from './alike-names.js';

export interface IndexedName<Entry> {
  key: string;
  entry: Entry;
  /** False for the place's own name, true for an alternative one. */
  isAlias: boolean;
}

/** Further than this a spelling is another name; about one letter in six. */
const farthest = 0.2;

/** A runner-up this close makes the guess a coin toss. */
const tieMargin = 0.03;

export interface NearName<Entry> {
  name: IndexedName<Entry>;
  distance: number;
}

/** Longer keys are sentences. */
const longestNearKey = 40;

/** Shorter keys have too many neighbours. */
const shortestNearKey = 5;

/** Distance of a name that sounds the same in another spelling. */
const sameSound = 0.05;

/**
 * Names by key, with a search for near misses: names that sound alike in Latin letters, and names that share half of their letter pairs, ranked by fuse.js.
 * Measured on misspellings of the gazetteer's names (bench/near-places.mjs): sound reads other languages' vowels and doubled letters with hardly an error,
 * fuse.js changed letters; where they contradict each other both stay.
 */
export class NameIndex<Entry> {
  private readonly byKey = new Map<string, IndexedName<Entry>[]>();
  private readonly byLetterPair = new Map<string, IndexedName<Entry>[]>();
  private readonly alike = new AlikeNames<Entry>(() => [...this.byKey.values()].flat());

  add(name: IndexedName<Entry>): void {
    if (name.key === '') return;
    const same = this.byKey.get(name.key);
    if (same?.some((other) => other.entry === name.entry)) return;
    if (same) same.push(name);
    else this.byKey.set(name.key, [name]);
    for (const pair of letterPairs(name.key)) {
      const sharing = this.byLetterPair.get(pair);
      if (sharing) sharing.push(name);
      else this.byLetterPair.set(pair, [name]);
    }
  }

  exact(key: string): IndexedName<Entry>[] {
    return this.byKey.get(key) ?? [];
  }

  /** The nearest names, all within the tie margin of the best one; distance 0 (same) to 1. Empty when none is near. */
  near(key: string, allowed: (entry: Entry) => boolean): NearName<Entry>[] {
    if (key.length > longestNearKey) return [];
    const alike = this.alike.of(key, allowed).map((name) => ({ name, distance: sameSound }));
    const spelt = key.length < shortestNearKey ? [] : this.spelt(key, allowed);
    const both = spelt.filter(({ name }) => !alike.some((other) => other.name === name));
    // A name spelt as near as one that sounds alike makes the guess a coin toss.
    return [...alike, ...both.filter(({ distance }) => alike.length === 0 || distance <= sameSound + tieMargin)];
  }

  private spelt(key: string, allowed: (entry: Entry) => boolean): NearName<Entry>[] {
    const options = {
      keys: ['key'],
      includeScore: true,
      threshold: farthest,
      ignoreLocation: true,
      ignoreFieldNorm: true,
    };
    const found = new Fuse(this.sharingHalf(key), options)
      .search(key)
      .map(({ item, score = 1 }) => ({
        name: item,
        distance: score + Math.abs(item.key.length - key.length) / key.length / 2,
      }))
      .filter(({ name, distance }) => distance <= farthest && allowed(name.entry))
      .sort((a, b) => a.distance - b.distance);
    return found.filter(({ distance }) => distance <= (found[0]?.distance ?? 0) + tieMargin);
  }

  private sharingHalf(key: string): IndexedName<Entry>[] {
    const pairs = letterPairs(key);
    const shared = new Map<IndexedName<Entry>, number>();
    for (const pair of pairs)
      for (const name of this.byLetterPair.get(pair) ?? []) shared.set(name, (shared.get(name) ?? 0) + 1);
    return [...shared].filter(([, count]) => count * 2 >= pairs.size - 1).map(([name]) => name);
  }
}

function letterPairs(key: string): Set<string> {
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < key.length; at++) pairs.add(key.slice(at, at + 2));
  return pairs;
}
