import { wordsOf } from '../words.js';
import { writeNamePart } from '../write-name.js';
import { writtenKunya } from './clean-row.js';
import type { Draft } from './draft.js';
import type { Desk, Spoiler } from './spoiler.js';

/** Of rows as they stand in the file: names. */
export const nameSpoilers: Spoiler[] = [
  {
    name: 'both_scripts',
    share: 0.03,
    spoil: (row, desk) =>
      desk.change(row, desk.nameAt, (name) => {
        const other = inOtherScript(row, desk);
        return desk.random.pick([`${name} / ${other}`, `${name} ${other}`, `${name} (${other})`]);
      }),
  },
  {
    name: 'nickname',
    share: 0.03,
    spoil: (row, desk) => {
      const kunya = writtenKunya(row.happening.person, row.clerk.scribe, desk.random);
      if (kunya === null) return false;
      return desk.change(row, desk.nameAt, (name) =>
        desk.word('alias', row).replace('{0}', name).replace('{1}', kunya),
      );
    },
  },
  { name: 'title', share: 0.03, spoil: (row, desk) => before(row, desk, 'title') },
  { name: 'fate_word', share: 0.02, spoil: (row, desk) => before(row, desk, 'fate_word') },
  {
    name: 'look_alike_letters',
    share: 0.03,
    spoil: (row, desk) => desk.change(row, desk.nameAt, desk.random.pick(lookAlikes)),
  },
  {
    name: 'bidi_control',
    share: 0.01,
    spoil: (row, desk) =>
      desk.change(row, desk.nameAt, (name) => `${desk.random.pick(['\u202e', '\u202b', '\u2067', '\u200f'])}${name}`),
  },
  {
    name: 'zero_width',
    share: 0.02,
    spoil: (row, desk) =>
      desk.change(row, desk.nameAt, (name) =>
        name.replace(' ', desk.random.pick([' \u200b', ' \u200c', ' \ufeff', '\u200d '])),
      ),
  },
];

const lookAlikes: ((name: string) => string)[] = [
  (name) => name.replaceAll('\u064a', '\u06cc'), // yeh -> Farsi yeh
  (name) => name.replaceAll('\u0643', '\u06a9'), // kaf -> keheh
  (name) => name.normalize('NFD'), // alef with hamza -> alef, hamza above
  (name) => name.replaceAll('\u0644\u0627', '\ufefb'), // lam alef -> its ligature
  (name) => name.replaceAll('\u0645', '\u0645\u0640'), // tatweel after meem
  (name) => name.replace(/^M/, '\u041c'), // Cyrillic em
];

function before(row: Draft, desk: Desk, kind: 'title' | 'fate_word'): boolean {
  return desk.change(row, desk.nameAt, (name) => `${desk.word(kind, row)} ${name}`);
}

function inOtherScript({ clerk, happening: { person } }: Draft, desk: Desk): string {
  const script = clerk.script === 'ar' ? 'la' : 'ar';
  const scribe = { ...clerk.scribe, style: script === 'ar' ? 'arabic' : 'english', letterCase: 'as_is' } as const;
  const parts = desk.at('full_name') >= 0 ? [person.given, person.father] : [person.given];
  const written = parts.map((part) => writeNamePart(part, scribe, desk.random, () => undefined));
  return (parts.length > 1 ? [...written, wordsOf('marker', script)[0]] : written).join(' ');
}
