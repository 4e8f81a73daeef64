import { type CompiledName, compareNames, compileName } from '../names/index.js';
import type { IndexedName } from './name-index.js';

/** Names with more neighbours of one sound than this say nothing by their sound. */
const mostOfOneSound = 80;
const oneSound = new Set(['same', 'same_sound']);

/**
 * Latin spellings by their sound: Douma for Duma, Kafar Nobbol for Kafr Nobol. Arabic letters leave too little open for it to help. Built at the first question, because it costs
 * half a second and most cells are written as the gazetteer has them.
 */
export class AlikeNames<Entry> {
  private bySound: Map<string, { name: IndexedName<Entry>; compiled: CompiledName }[]> | null = null;

  constructor(private readonly names: () => Iterable<IndexedName<Entry>>) {}

  /** The names that sound as the key does. Empty for a key in Arabic letters. */
  of(key: string, allowed: (entry: Entry) => boolean): IndexedName<Entry>[] {
    if (!isLatin(key)) return [];
    this.bySound ??= this.build();
    const asked = compiled(key);
    const near = soundsOf(asked).flatMap((sound) => this.bySound?.get(sound) ?? []);
    if (near.length > mostOfOneSound) return [];
    const found = near.filter(
      (other) =>
        allowed(other.name.entry) && oneSound.has(compareNames(asked, other.compiled).perRole.given?.level ?? ''),
    );
    return [...new Set(found.map(({ name }) => name))];
  }

  private build(): Map<string, { name: IndexedName<Entry>; compiled: CompiledName }[]> {
    const bySound = new Map<string, { name: IndexedName<Entry>; compiled: CompiledName }[]>();
    for (const name of this.names()) {
      if (!isLatin(name.key)) continue;
      const one = { name, compiled: compiled(name.key) };
      for (const sound of soundsOf(one.compiled)) {
        const same = bySound.get(sound);
        if (same) same.push(one);
        else bySound.set(sound, [one]);
      }
    }
    return bySound;
  }
}

/** A key is one word, whatever the name was. */
function compiled(key: string): CompiledName {
  return compileName({ raw: key, parts: { given: key } });
}

function soundsOf(name: CompiledName): string[] {
  const sounds = name.parts.flatMap(({ token }) => token.skeletons.map(({ coarse }) => coarse));
  return [...new Set(sounds)].filter((sound) => sound.length > 1);
}

function isLatin(key: string): boolean {
  return /^\p{Script=Latin}+$/u.test(key);
}
