import { describe, expect, it } from '@jest/globals';
import { type BuiltFile, budget, loadedSizes, overBudget } from '../web/build-checks/loaded-sizes.js';

/** Text that cannot be made smaller: about so many kB also after compression. */
function incompressible(kilobytes: number): string {
  let state = 1;
  const bytes = Array.from({ length: kilobytes * 1000 }, () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 16) & 0x7f;
  });
  return String.fromCharCode(...bytes);
}
const chunk = (kilobytes: number, more: Partial<BuiltFile> = {}): BuiltFile => ({
  type: 'chunk',
  code: incompressible(kilobytes),
  imports: [],
  ...more,
});
const route = (module: string, kilobytes: number, imports: string[] = []) =>
  chunk(kilobytes, { isDynamicEntry: true, facadeModuleId: `/src/${module}`, imports });

const bundle = (changes: Record<string, BuiltFile> = {}): Record<string, BuiltFile> => ({
  'main.js': chunk(20, { isEntry: true, imports: ['react.js'] }),
  'react.js': chunk(30),
  'ar.js': route('locales/ar.json', 12),
  'en.js': route('locales/en.json', 8),
  'table.js': chunk(10),
  'queue.js': route('queue/queue-page.tsx', 4, ['main.js', 'table.js']),
  'review.js': route('review/review-page.tsx', 6, ['main.js', 'table.js']),
  'main.css': { type: 'asset', source: 'a{}' },
  ...changes,
});
const sizeOf = (files: Record<string, BuiltFile>, name: string) =>
  Math.round(loadedSizes(files).find((size) => size.name === name)?.kilobytes ?? -1);

describe('what a browser loads of the console', () => {
  it('first is the entry with all it imports and the larger catalogue; a screen is what it needs beyond that', () => {
    const near = (kilobytes: number, expected: number) => Math.abs(kilobytes - expected) <= expected * 0.15;
    expect(near(sizeOf(bundle(), 'main.js'), 62 * 0.89)).toBe(true);
    expect(near(sizeOf(bundle(), 'queue.js'), 14 * 0.89)).toBe(true);
    expect(near(sizeOf(bundle(), 'review.js'), 78 * 0.89)).toBe(true);
    expect(overBudget(loadedSizes(bundle()))).toEqual([]);
  });

  it.each([
    ['a first load', 'react.js', chunk(200)],
    ['a screen', 'queue.js', route('queue/queue-page.tsx', 100)],
    ['what a screen shares with another', 'table.js', chunk(100)],
    ['a review', 'review.js', route('review/review-page.tsx', 120)],
  ])('%s that grows over its limit stops the build', (_what, name, grown) => {
    expect(overBudget(loadedSizes(bundle({ [name]: grown }))).length).toBeGreaterThan(0);
  });

  it('the limits are those of the design: 130, 60 and 130 kB', () => {
    expect([budget.first.fail, budget.route.fail, budget.review.fail]).toEqual([130, 60, 130]);
  });
});
