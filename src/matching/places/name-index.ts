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

/** A letter that differs counts this much where the consonants sound the same: it is a vowel, or a letter doubled. */
const shareOfAlike = 0.5;

/**
 * Names by key, with a search for near misses by fuse.js among two kinds of names: those that share half of their letter pairs, and in Latin letters those whose
 * consonants sound alike. Measured on misspellings of the gazetteer's own names (bench/near-places.mjs, figures in the README of the library).
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
    const alike = ranked(key, this.alike.of(key), farthest / shareOfAlike).map(({ name, distance }) => ({
      name,
      distance: distance * shareOfAlike,
    }));
    const sounding = new Set(alike.map(({ name }) => name));
    const spelt = key.length < shortestNearKey ? [] : ranked(key, this.sharingHalf(key), farthest);
    const found = [...alike, ...spelt.filter(({ name }) => !sounding.has(name))]
      .filter(({ name }) => allowed(name.entry))
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

/** By fuse.js, with a penalty for letters too many or too few, which it does not count. */
function ranked<Entry>(key: string, names: IndexedName<Entry>[], threshold: number): NearName<Entry>[] {
  const options = { keys: ['key'], includeScore: true, threshold, ignoreLocation: true, ignoreFieldNorm: true };
  return new Fuse(names, options)
    .search(key)
    .map(({ item, score = 1 }) => ({
      name: item,
      distance: score + Math.abs(item.key.length - key.length) / key.length / 2,
    }))
    .filter(({ distance }) => distance <= threshold);
}

function letterPairs(key: string): Set<string> {
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < key.length; at++) pairs.add(key.slice(at, at + 2));
  return pairs;
}
