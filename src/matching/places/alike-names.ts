import { compileName } from '../names/index.js';
import type { IndexedName } from './name-index.js';

/** Names with more neighbours of one sound than this say nothing by their sound. */
const mostOfOneSound = 80;

/**
 * Latin spellings by their consonants: Douma and Duma, Kafar Nobbol and Kafr Nobol. Arabic letters leave too little open for it to help. Built at the first
 * question, because it costs half a second and most cells are written as the gazetteer has them.
 */
export class AlikeNames<Entry> {
  private bySound: Map<string, IndexedName<Entry>[]> | null = null;

  constructor(private readonly names: () => Iterable<IndexedName<Entry>>) {}

  /** The names that may sound as the key does, in no order. Empty for a key in Arabic letters. */
  of(key: string): IndexedName<Entry>[] {
    if (!isLatin(key)) return [];
    this.bySound ??= this.build();
    const found = new Set(soundsOf(key).flatMap((sound) => this.bySound?.get(sound) ?? []));
    return found.size > mostOfOneSound ? [] : [...found];
  }

  private build(): Map<string, IndexedName<Entry>[]> {
    const bySound = new Map<string, IndexedName<Entry>[]>();
    for (const name of this.names()) {
      if (!isLatin(name.key)) continue;
      for (const sound of soundsOf(name.key)) {
        const same = bySound.get(sound);
        if (same) same.push(name);
        else bySound.set(sound, [name]);
      }
    }
    return bySound;
  }
}

/** Coarse consonant classes in each reading of a key, which is one word whatever the name was. */
function soundsOf(key: string): string[] {
  const { parts } = compileName({ raw: key, parts: { given: key } });
  const sounds = parts.flatMap(({ token }) => token.skeletons.map(({ coarse }) => coarse));
  return [...new Set(sounds)].filter((sound) => sound.length > 1);
}

function isLatin(key: string): boolean {
  return /^\p{Script=Latin}+$/u.test(key);
}
