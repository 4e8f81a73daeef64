import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../database/project-root.js';
import { compareNames, compileName, nameKeys, parseTable, scriptOf } from '../matching/index.js';

/** Spellings of one name as people use them, from the project's own tables (data/names): nothing here knows who is in the database. */
interface Attested {
  text: string;
  /** People on Wikidata with the spelling, or the share of a frequency table: only their order is used. */
  count: number;
}

/** The library takes two spellings for one name from here on; that is what "we also look for" says. */
const sameName = new Set(['same', 'same_sound']);
/** A spelling that one person uses is a slip as often as not. */
const fewestPeople = 2;

const table = (path: string) => parseTable(readFileSync(join(projectRoot, 'data/names', path), 'utf8'));

const byKey = new Map<string, Attested[]>();
/** Compared names a step: a few milliseconds. */
const namesAStep = 50;

function* reading(): Generator<void> {
  const all = new Map<string, number>();
  const add = (text: string, count: number) => all.set(text, (all.get(text) ?? 0) + count);
  for (const { arabic, latin, count, origin } of table('name-pairs.tokens.dev.tsv')) {
    if (origin !== 'arabic' || Number(count) < fewestPeople) continue;
    add(arabic, Number(count));
    add(capitalised(latin), Number(count));
  }
  for (const file of ['given-names.male.tsv', 'given-names.female.tsv', 'surnames.tsv'])
    for (const { arabic } of table(`freq/${file}`)) if (!all.has(arabic)) add(arabic, 1);
  let read = 0;
  for (const [text, count] of all) {
    const spelling = { text, count };
    for (const key of keysOf(text)) byKey.set(key, [...(byKey.get(key) ?? []), spelling]);
    if (++read % namesAStep === 0) yield;
  }
}

let steps: Generator<void> | null = null;
let whole = false;
let begun = false;

/** Reads on, one step or to the end. @returns whether there is more */
function readOn(): boolean {
  steps ??= reading();
  whole ||= steps.next().done === true;
  return !whole;
}

/** Five thousand names take a second: they are read while nobody waits, between requests, from the first page on that a family opens. */
export function readSpellings(): void {
  if (begun) return;
  begun = true;
  const more = () => {
    if (readOn()) setImmediate(more).unref();
  };
  more();
}

const keysOf = (text: string) => new Set(nameKeys(text));
const capitalised = (text: string) => text.replace(/(^|[\s-])\p{L}/gu, (letter) => letter.toUpperCase());

/**
 * Other spellings under which the library finds this part of a name, the commonest first, those in the other script before those in the same.
 * @param part one part of a name, as written
 */
export function otherSpellings(part: string): string[] {
  while (readOn());
  const own = compileName(part);
  const found = new Set([...keysOf(part)].flatMap((key) => byKey.get(key) ?? []));
  const script = scriptOf(part);
  return [...found]
    .filter(({ text }) => text.toLowerCase() !== part.toLowerCase())
    .filter(({ text }) => {
      const { meetings } = compareNames(own, compileName(text));
      return meetings.length > 0 && meetings.every(({ level }) => sameName.has(level));
    })
    .sort((a, b) => Number(scriptOf(a.text) === script) - Number(scriptOf(b.text) === script) || b.count - a.count)
    .map(({ text }) => text);
}
