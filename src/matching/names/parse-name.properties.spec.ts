import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readTable } from '../tables/read-table.js';
import { cleanText, normaliseText } from '../text/index.js';
import { compareNames } from './compare-names.js';
import { compileName } from './compile-name.js';
import { nameKeys } from './name-keys.js';
import { parseName } from './parse-name.js';
import { splitNames } from './split-names.js';
import type { NameParse } from './types.js';

const written = (file: string, column: string, most = 400): string[] =>
  readTable(file)
    .slice(0, most)
    .map((row) => row[column]!);
const given = written('given-names.male.tsv', 'arabic', 150);
const families = written('surnames.tsv', 'arabic', 150);
const latin = [
  'Khaled',
  'Samir',
  'Mohamad',
  'Hüseyin',
  'Şêrko',
  'Agop',
  'Oğuz',
  'Djamel',
  'Yūsuf',
  'Abdulrahman',
  'Dilshad',
];
const latinFamilies = ['Athartest', 'Ali', 'Masri', 'Khatib', 'Rashid', 'Boghossian', 'Halabi'];

/** Everything that lists write in names, and what stands between. */
const anything = fc
  .array(
    fc.oneof(
      fc.constantFrom(...given, ...families, ...latin, ...latinFamilies),
      fc.constantFrom(...written('particles.tsv', 'written')),
      fc.constantFrom(...written('titles.tsv', 'written')),
      fc.constantFrom(...written('relations.tsv', 'written')),
      fc.constantFrom(...written('no-names.tsv', 'written')),
      fc.constantFrom(
        '(',
        ')',
        '"',
        '/',
        '-',
        '،',
        ',',
        '.',
        '؟',
        '215',
        '٣',
        '\n',
        'ﷲ',
        'ـ',
        '«',
        '»',
        'Դավիթ',
        '\u200f',
      ),
    ),
    { maxLength: 14 },
  )
  .chain((parts) =>
    fc
      .array(fc.constantFrom(' ', ' ', ' ', '', '  ', '-'), { minLength: parts.length, maxLength: parts.length })
      .map((gaps) => parts.map((part, at) => part + gaps[at]!).join('')),
  );
const anyText = fc.oneof(
  anything,
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);

/** Letters that writing adds nothing to: not the tatweel, not fillers. */
function letters(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const letter of text) {
    if (!/\p{L}/u.test(letter) || !/\p{L}/u.test(cleanText(letter))) continue;
    counts.set(letter, (counts.get(letter) ?? 0) + 1);
  }
  return counts;
}

const everythingIn = (parse: NameParse): string =>
  [
    ...Object.values(parse.parts),
    ...parse.kunya,
    ...parse.aliases,
    ...parse.titles,
    ...parse.fateWords,
    ...parse.linkWords,
    ...parse.unread,
    parse.relation?.written ?? '',
    parse.relation?.of ?? '',
  ].join(' ');

describe('whatever is written', () => {
  it('no letter is lost, in any reading', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        for (const parse of parseName(raw)) {
          const kept = letters(everythingIn(parse));
          for (const [letter, count] of letters(raw)) expect(kept.get(letter) ?? 0).toBeGreaterThanOrEqual(count);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('a longer text than any name is kept too, unread', () => {
    const raw = 'خالد العلي '.repeat(900);
    const [best] = parseName(raw);
    const kept = letters(everythingIn(best!));
    for (const [letter, count] of letters(raw)) expect(kept.get(letter)).toBeGreaterThanOrEqual(count);
  });

  it('the raw text stays as it is, and the parts are words of it', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const plain = normaliseText(raw).replaceAll(' ', '');
        for (const parse of parseName(raw)) {
          expect(parse.raw).toBe(raw);
          expect(parse.confidence).toBeGreaterThan(0);
          expect(parse.confidence).toBeLessThanOrEqual(1);
          const [first] = (Object.values(parse.parts)[0] ?? '').split(' ');
          if (/^[\p{Script=Arabic}\p{Script=Latin}]+$/u.test(raw))
            expect(plain).toContain(normaliseText(first!).replaceAll(' ', ''));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('the names of a cell are names again when they are read one by one', () => {
    fc.assert(
      fc.property(anything, (raw) => {
        for (const name of splitNames(raw)) expect(name.trim()).not.toBe('');
        expect(splitNames(raw).length).toBeLessThanOrEqual(12);
        expect(splitNames(raw).length > 0).toBe(parseName(raw).length > 0);
      }),
      { numRuns: 500 },
    );
  });

  it('takes bounded time for any text of up to 10,000 characters', () => {
    const started = process.cpuUsage();
    let texts = 0;
    const all = (text: string, other: string): void => {
      cleanText(text);
      normaliseText(text);
      splitNames(text);
      parseName(text);
      compileName(text);
      nameKeys(text);
      compareNames(text, other);
      texts++;
    };
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 10_000 }), anything, (any, name) => {
        all(any, name);
        all(`${name} `.repeat(1000).slice(0, 10_000), any);
      }),
      { numRuns: 40 },
    );
    const units = [
      'ا',
      'a',
      'ab ',
      'عبد ',
      'al-',
      '(',
      '"',
      ')(',
      ' ابن',
      'ﷺ',
      '\u0300',
      'e\u0301',
      "'",
      'الملقب ب',
      'والدة ',
      'aا',
      'الله',
      'عبدا لله',
      '\u{1d400}',
      '/ا',
      '، ا',
      '1 ',
      'ئە',
      'xx ',
      ' - ',
    ];
    for (const unit of units) {
      const long = unit.repeat(Math.floor(10_000 / unit.length));
      all(long, 'خالد العلي');
      all(long, long);
    }
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000 / texts).toBeLessThan(60);
  });
});

/** What a reading says, without how it was spelled. */
const sense = (raw: string): unknown =>
  parseName(raw).map((parse) => ({
    parts: Object.fromEntries(Object.entries(parse.parts).map(([role, part]) => [role, plain(part)])),
    kunya: parse.kunya.map(plain),
    titles: parse.titles.map(plain),
    fateWords: parse.fateWords.map(plain),
    aliases: parse.aliases.map(plain),
    order: parse.order,
    confidence: parse.confidence,
    unsure: parse.unsure,
  }));
const plain = (text: string): string => normaliseText(text).replaceAll(' ', '');

describe('however it is written', () => {
  const beside = fc.constantFrom('', 'الشهيد ', 'د. ', 'أبو محمد ', 'الحاج ');
  const arabicName = fc
    .tuple(beside, fc.array(fc.constantFrom(...given), { minLength: 1, maxLength: 3 }), fc.constantFrom(...families))
    .map(([title, names, family]) => `${title}${names.join(' ')} ${family}`);
  const latinName = fc
    .tuple(fc.array(fc.constantFrom(...latin), { minLength: 1, maxLength: 3 }), fc.constantFrom(...latinFamilies))
    .map(([names, family]) => ({ names: names.join(' '), family }));
  const marks = fc.constantFrom(
    '\u064e',
    '\u0651',
    '\u0650',
    '\u0640',
    '\u200f',
    '\u200e',
    '\u200b',
    '\u200d',
    '\ufeff',
    '\u202b',
    '\u2069',
  );

  it('vowel signs, tatweel, direction marks, zero-width characters and spaces change nothing', () => {
    fc.assert(
      fc.property(arabicName, fc.array(fc.tuple(marks, fc.nat(60)), { maxLength: 6 }), (name, added) => {
        let rewritten = name.replaceAll(' ', '  ');
        for (const [mark, at] of added) {
          const place = Math.min(at, rewritten.length);
          rewritten = rewritten.slice(0, place) + mark + rewritten.slice(place);
        }
        expect(sense(` ${rewritten} `)).toEqual(sense(name));
      }),
      { numRuns: 500 },
    );
  });

  it('another Unicode form or another keyboard changes nothing', () => {
    fc.assert(
      fc.property(arabicName, fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'), (name, form) => {
        expect(sense(name.normalize(form))).toEqual(sense(name));
        expect(sense(name.replaceAll('\u064a', '\u06cc').replaceAll('\u0643', '\u06a9'))).toEqual(sense(name));
      }),
      { numRuns: 300 },
    );
  });

  it('upper and lower case change nothing', () => {
    fc.assert(
      fc.property(latinName, ({ names, family }) => {
        expect(sense(`${names} al-${family}`.toUpperCase())).toEqual(sense(`${names} al-${family}`));
        expect(sense(`${names} al-${family}`.toLowerCase())).toEqual(sense(`${names} al-${family}`));
      }),
      { numRuns: 200 },
    );
  });

  it('the article with a hyphen, a space or neither, and Abd in one word or two, change nothing', () => {
    fc.assert(
      fc.property(latinName, fc.constantFrom('al-', 'Al ', 'AL-', 'al '), ({ names, family }, article) => {
        expect(sense(`${names} ${article}${family}`)).toEqual(sense(`${names} al-${family}`));
        const glued = parseName(`${names} al${family}`)[0]!.parts;
        const apart = parseName(`${names} al-${family}`)[0]!.parts;
        expect(Object.keys(glued)).toEqual(Object.keys(apart));
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(arabicName, (name) => {
        expect(sense(name.replace(/(^| )ال(?!له)(?=\S{3})/g, '$1ال '))).toEqual(sense(name));
        expect(sense(name.replace(/(^| )عبد /g, '$1عبد'))).toEqual(sense(name));
        expect(sense(name.replace(/(^| )أبو /g, '$1أبو'))).toEqual(sense(name));
      }),
      { numRuns: 300 },
    );
  });
});
