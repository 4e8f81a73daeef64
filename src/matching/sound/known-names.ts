import { readingsOf } from '../names/affixes.js';
import { nameWords } from '../names/name-words.js';
import { skeletonsOf } from '../names/skeleton.js';
import type { Reading } from '../names/types.js';
import { readTable } from '../tables/read-table.js';
import { foldCleaned } from '../text/normalise.js';
import { emissions } from './sound-model.js';
import { type ArabicSound, arabicSound } from './spelled.js';

/**
 * The Arabic names that a spelling may stand for, from the frequency tables. A Latin spelling is evidence for one name only as far as it is not explained
 * better by another: that is what tells Hasan from Husayn, and a slip of the keyboard from another name.
 */
export interface KnownName {
  prefix: string;
  suffix: string;
  core: string;
  sound: ArabicSound;
  /** Prior weight among all known names, 0..1, flattened: lists of public figures know only the order of magnitude. */
  prior: number;
  /** Share of people with the name: of men, of women, of families, and of names in lists from everywhere; 0..1. */
  shares: Record<NameList, number>;
}

export type NameList = (typeof tables)[number]['list'];

/** How much of a name's weight each table brings: men, women, families, lists from everywhere. Men are most of those sought. */
const tables = [
  { list: 'men', file: 'given-names.male.tsv', name: 'arabic', count: 'share', part: 0.55 },
  { list: 'women', file: 'given-names.female.tsv', name: 'arabic', count: 'share', part: 0.15 },
  { list: 'families', file: 'surnames.tsv', name: 'arabic', count: 'share', part: 0.25 },
  { list: 'anywhere', file: 'token-frequency.arabic.tsv', name: 'token', count: 'count', part: 0.05 },
] as const;

/** Power to which shares are raised. Tried 0.3, 0.5, 0.75 on names left out of training: between the first two nothing changes, above it falls. */
const flattening = 0.5;

export const knownNames: KnownName[] = [];
const bySpelling = new Map<string, number>();
const byConsonants = new Map<string, number[]>();

const typed = (prefix: string, suffix: string, folded: string): string => `${prefix}|${suffix}|${folded}`;

/** The known name that an Arabic reading writes, however its hamza and last letter are typed; undefined for other names. */
export function knownAs({ prefix, suffix, core }: Reading): number | undefined {
  return bySpelling.get(typed(prefix, suffix, foldCleaned(core)));
}

/** Under this many consonants a missing one makes another name too often to look for it. */
const fewestForMissing = 2;

/** Consonant strings under which a name is found: its own and those with one left out. */
function consonantKeys(consonants: string): string[] {
  const keys = [consonants];
  if (consonants.length < fewestForMissing) return keys;
  for (let at = 0; at < consonants.length; at++) keys.push(consonants.slice(0, at) + consonants.slice(at + 1));
  return keys;
}

/** Known names that a Latin reading could stand for: their consonants are the same up to one added, missing or changed. */
export function candidatesFor(reading: Reading): Set<number> {
  const found = new Set<number>();
  for (const { coarse } of skeletonsOf(reading)) {
    for (const key of consonantKeys(coarse)) {
      for (const id of byConsonants.get(typed(reading.prefix, reading.suffix, key)) ?? []) found.add(id);
    }
  }
  return found;
}

interface Gathered {
  reading: Reading;
  shares: KnownName['shares'];
  /** Share of the spelling that is commonest so far: the name is heard as most people write it. */
  commonest: number;
}

/** Spellings that differ only in hamza or in how the last letter is typed are one name. */
function gather(): Gathered[] {
  const found = new Map<string, Gathered>();
  for (const { list, file, name, count } of tables) {
    const rows = readTable(file);
    const total = rows.reduce((sum, row) => sum + Number(row[count]), 0);
    for (const row of rows) {
      const { words } = nameWords(row[name]!);
      const [reading] = words.length === 1 ? readingsOf(words[0]!.text, 'Arab') : [];
      if (!reading) continue;
      const key = typed(reading.prefix, reading.suffix, foldCleaned(reading.core));
      const known = found.get(key) ?? { reading, shares: { men: 0, women: 0, families: 0, anywhere: 0 }, commonest: 0 };
      const share = Number(row[count]) / total;
      known.shares[list] += share;
      if (share > known.commonest) [known.reading, known.commonest] = [reading, share];
      found.set(key, known);
    }
  }
  return [...found.values()];
}

function load(): void {
  const gathered = gather();
  const flat = ({ shares }: Gathered): number =>
    tables.reduce((sum, { list, part }) => sum + part * shares[list], 0) ** flattening;
  const all = gathered.reduce((sum, name) => sum + flat(name), 0);
  for (const name of gathered) {
    const { prefix, suffix, core } = name.reading;
    const id = knownNames.length;
    const sound = arabicSound(core, emissions);
    knownNames.push({ prefix, suffix, core, sound, prior: flat(name) / all, shares: name.shares });
    bySpelling.set(typed(prefix, suffix, foldCleaned(core)), id);
    const keys = new Set(skeletonsOf(name.reading).flatMap(({ coarse }) => consonantKeys(coarse)));
    for (const consonants of keys) {
      const place = typed(prefix, suffix, consonants);
      const ids = byConsonants.get(place);
      if (ids) ids.push(id);
      else byConsonants.set(place, [id]);
    }
  }
}
load();
