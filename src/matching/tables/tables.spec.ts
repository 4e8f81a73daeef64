import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readTable } from './read-table.js';

const folder = new URL('./', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.tsv'));
const text = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const sourceKeys = new Set([...text('SOURCES.md').matchAll(/^\| `([^`]+)` +\|/gm)].map((match) => match[1]));
const codePoints = (letters: string): string =>
  [...letters].map((letter) => `U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`).join(' ');

describe.each(files)('%s', (file) => {
  it('is in Unicode normal form and has no invisible marks', () => {
    expect(text(file)).toBe(text(file).normalize('NFC'));
    expect(text(file)).not.toMatch(/[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00a0]/);
  });

  it('says in its first lines what it is and who reads it', () => {
    expect(text(file)).toMatch(/^# /);
    expect(text(file)).toMatch(/Readers?: /);
  });

  it('has no row twice and the same number of cells in every row', () => {
    const lines = text(file)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(new Set(lines).size).toBe(lines.length);
    const columns = lines[0]!.split('\t').length;
    for (const line of lines) expect(line.split('\t').length).toBeLessThanOrEqual(columns);
  });

  it('names a known source in every row that names one', () => {
    const rows = readTable(file).filter((row) => 'source' in row);
    for (const row of rows) for (const key of row.source!.split('+')) expect(sourceKeys).toContain(key);
  });

  it('gives the code points of its letters correctly', () => {
    for (const row of readTable(file).filter((each) => 'code_points' in each)) {
      expect(row.code_points).toBe(codePoints(row.letter ?? row.grapheme!));
      if (row.read_as_code_points) expect(row.read_as_code_points).toBe(codePoints(row.read_as!));
    }
  });
});

describe('the letter tables', () => {
  const arabic = readTable('letters.arabic.tsv').map((row) => row.letter);
  const latin = readTable('letters.latin.tsv').map((row) => row.grapheme);

  it('reach every letter of the Arabic alphabet and of the Persian and Kurdish ones after look-alikes are replaced', () => {
    for (const letter of 'ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگڤ') expect(arabic).toContain(letter);
  });

  it('reach every letter of the Latin alphabet and every chat digit', () => {
    for (const letter of "abcdefghijklmnopqrstuvwxyz2356789'") expect(latin).toContain(letter);
  });

  it('use every consonant sound on both sides, so that no Arabic letter is without a Latin spelling', () => {
    const soundsOf = (file: string): Set<string> =>
      new Set(readTable(file).flatMap((row) => row.sounds!.split(' ').map((pair) => pair.split(':')[0]!)));
    const fromLatin = soundsOf('letters.latin.tsv');
    for (const sound of soundsOf('letters.arabic.tsv')) expect(fromLatin).toContain(sound);
  });
});
