import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { catalogueParted, laterParts } from '../web/build-checks/catalogue-parts.js';
import { filesBelow, textOf } from './support/source-files.js';

const english: Record<string, string> = JSON.parse(
  readFileSync(new URL('../web/src/locales/en.json', import.meta.url), 'utf8'),
);
const keysOf = (part: string | null) => Object.keys(catalogueParted(english, part));

describe('words of the console', () => {
  it('each stand in one part, and none is lost', () => {
    const parts = [null, ...Object.keys(laterParts)].map(keysOf);
    expect(parts.every((keys) => keys.length > 100)).toBe(true);
    expect(parts.flat().sort()).toEqual(Object.keys(english).sort());
  });

  it('that come later are asked for by the screens that they come with, and by no other', () => {
    const folders: Record<string, RegExp> = {
      administration: /^web\/src\/administration\//,
      imports: /^web\/src\/imports\//,
    };
    const sources = filesBelow('web/src').filter((path) => /\.tsx?$/.test(path));
    const strangers = Object.keys(laterParts).flatMap((part) => {
      const later = new Set(keysOf(part));
      return sources
        .filter((path) => !folders[part]!.test(path))
        .flatMap((path) => [...textOf(path).matchAll(/'([a-z_]+\.[a-z_.]+)'/g)].map(([, key]) => `${path}: ${key}`))
        .filter((use) => later.has(use.split(': ')[1]!));
    });
    expect(strangers).toEqual([]);
  });
});
