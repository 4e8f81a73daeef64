import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareTokens, tokenDistance } from '../names/compare-tokens.js';
import { nameFrequency } from '../names/index.js';
import { mergedToken } from '../names/merged-token.js';
import { meaningOfToken } from '../names/sound-of-token.js';
import { readToken, reserveTokenIds } from '../names/token.js';
import { consonantsApart } from '../names/token-codes.js';
import type { NameToken } from '../names/types.js';
import { nameRoles } from '../record.js';
import { readTable } from '../tables/read-table.js';
import { ByteReader } from './byte-reader.js';
import { ByteWriter } from './byte-writer.js';
import { readMeaning, sizeOfMeaning, viewsOf, writeMeaning } from './meaning-codec.js';
import { readCodedToken, writeToken } from './token-codec.js';

const ofTables = [
  ...['given-names.male.tsv', 'given-names.female.tsv', 'surnames.tsv'].flatMap((file) =>
    readTable(file).map(({ arabic }) => arabic!),
  ),
  ...readTable('token-frequency.arabic.tsv').map(({ token }) => token!),
  ...readTable('aliases.tsv').flatMap(({ spellings }) => spellings!.split('|')),
  ...readTable('names.cases.tsv').flatMap((row) => Object.values(row).flatMap((cell) => cell.split(' '))),
].filter((text) => text.length > 0 && text.length <= 48);
const letters = fc.constantFrom(..."abdeghijklmnorstuwyz'-3 şéḥ", ...'عبدالرحمنةأىئوخ');
const invented = fc.oneof(
  fc.constantFrom(...ofTables),
  fc.string({ unit: letters, minLength: 0, maxLength: 20 }),
  fc
    .tuple(
      fc.constantFrom('abd', 'abu', 'al', 'عبد', 'umm-', ''),
      fc.constantFrom(...ofTables),
      fc.constantFrom('-din', 'uddin', 'الله', 'ullah', ''),
    )
    .map((all) => all.join('').slice(0, 48)),
);

/** A token written, and read again from what was written. */
function again(token: NameToken): NameToken {
  const bytes = new ByteWriter();
  writeToken(token, bytes);
  const reader = new ByteReader(bytes.bytes);
  const read = readCodedToken(reader, token.text, reserveTokenIds(1));
  expect(reader.at).toBe(bytes.length);
  if (token.script !== 'Arab') {
    const meaning = meaningOfToken(token);
    const buffer = new SharedArrayBuffer(8 + sizeOfMeaning(meaning));
    writeMeaning(meaning, buffer, 8);
    read.meaning = readMeaning(viewsOf(buffer), 8, read.readings);
  }
  return read;
}

const withoutId = ({ id: _, ...token }: NameToken) => token;

describe('a spelling that was read, written down and read again', () => {
  it('is the same for every name of the tables', () => {
    for (const text of new Set(ofTables)) {
      const token = readToken(text);
      expect(withoutId(again(token))).toEqual(withoutId(token));
    }
  });

  it('means, sounds and counts the same as before, whoever it meets', () => {
    fc.assert(
      fc.property(invented, invented, (one, two) => {
        const [a, b] = [readToken(one), readToken(two)];
        const [c, d] = [again(a), again(b)];
        const before = [compareTokens(a, b), tokenDistance(a, b), consonantsApart(a.codes, b.codes)];
        expect([compareTokens(c, d), tokenDistance(c, d), consonantsApart(c.codes, d.codes)]).toEqual(before);
        expect([compareTokens(c, b), tokenDistance(a, d), consonantsApart(a.codes, d.codes)]).toEqual(before);
        for (const role of nameRoles) expect(nameFrequency(c, role)).toBe(nameFrequency(a, role));
        expect(mergedToken(c, d)).toBe(mergedToken(a, b));
        expect(withoutId(c)).toEqual(withoutId(a));
      }),
      { numRuns: 600 },
    );
  });
});
