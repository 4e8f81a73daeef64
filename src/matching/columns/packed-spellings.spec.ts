import { beforeAll, describe, expect, it } from '@jest/globals';
import { meaningOfToken } from '../names/sound-of-token.js';
import { readToken, tokenOf } from '../names/token.js';
import type { NameToken } from '../names/types.js';
import { readTable } from '../tables/read-table.js';
import { packSpellings } from './pack-spellings.js';
import { PackedSpellings } from './packed-spellings.js';
import { GrowingSpellings } from './spelling-dictionary.js';

const withoutId = ({ id: _, ...token }: NameToken) => token;

describe('many spellings packed into shared memory', () => {
  const growing = new GrowingSpellings();
  let packed: PackedSpellings;

  beforeAll(() => {
    for (const row of readTable('names.cases.tsv')) {
      for (const cell of Object.values(row)) for (const word of cell.split(' ')) growing.idOf(word.slice(0, 48));
    }
    for (const { arabic } of readTable('given-names.male.tsv')) growing.idOf(arabic!);
    for (const { spellings } of readTable('aliases.tsv')) for (const one of spellings!.split('|')) growing.idOf(one);
    for (const letter of ['م', 'k', 'ع']) growing.idOf(letter);
    packed = new PackedSpellings(packSpellings(growing, backwards(growing.count), null));
  });

  const backwards = (count: number): Int32Array => Int32Array.from({ length: count }, (_, at) => count - 1 - at);
  const texts = (of: GrowingSpellings | PackedSpellings, ids: Int32Array): string[] =>
    [...ids].map((id) => of.text(id)).sort();

  it('read as if nobody had packed them, and keep their token ids however often they are read', () => {
    expect(packed.count).toBe(growing.count);
    for (let id = 0; id < packed.count; id++) {
      expect(packed.text(id)).toBe(growing.text(growing.count - 1 - id));
      expect(packed.idOf(packed.text(id))).toBe(id);
      expect(withoutId(packed.token(id))).toEqual(withoutId(readToken(packed.text(id))));
    }
    expect(packed.idOf('nobody is called so')).toBe(-1);
    const other = new PackedSpellings(packed.arrays);
    expect(other.token(7).id - other.token(3).id).toBe(4);
    expect(other.token(3).id).not.toBe(packed.token(3).id);
  });

  it('are found by the names that they can meet, as before', () => {
    for (const asked of ['Mohd', 'Husein', 'خالد', 'م', 'Abdulrahman', 'salah-din', '7']) {
      const token = tokenOf(asked);
      expect(texts(packed, packed.near(token))).toEqual(texts(growing, growing.near(token)));
    }
  });

  it('get their meanings slice by slice, and keep them when the dictionary is packed again with new spellings', () => {
    let [from, slices] = [0, 0];
    while (from < packed.count) {
      from = packed.workOutMeanings(from, 2);
      slices += 1;
    }
    expect(slices).toBeGreaterThan(2);
    growing.idOf('Newcomer');
    const order = Int32Array.from({ length: growing.count }, (_, id) => id);
    const again = new PackedSpellings(packSpellings(growing, order, packed));
    expect(again.text(again.count - 1)).toBe('Newcomer');
    for (let id = 0; id < again.count; id++) {
      const token = again.token(id);
      const asRead = readToken(again.text(id));
      if (token.script !== 'Arab' && token.text !== 'Newcomer') meaningOfToken(asRead);
      expect(withoutId(token)).toEqual(withoutId(asRead));
    }
    again.workOutMeanings(0, 1000);
    expect(again.token(again.count - 1).meaning).toEqual(meaningOfToken(readToken('Newcomer')));
  });
});
