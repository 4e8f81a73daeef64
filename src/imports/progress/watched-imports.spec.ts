import { describe, expect, it } from '@jest/globals';
import { WatchedImports } from './watched-imports.js';

describe('whoever watches how far a file is', () => {
  it('looks once in five minutes, each person and each file for itself', () => {
    const watched = new WatchedImports();
    expect(watched.isNewLook('rana', 'first', 0)).toBe(true);
    expect(watched.isNewLook('rana', 'first', 299_999)).toBe(false);
    expect(watched.isNewLook('samir', 'first', 1)).toBe(true);
    expect(watched.isNewLook('rana', 'second', 1)).toBe(true);
    expect(watched.isNewLook('rana', 'first', 300_000)).toBe(true);
    expect(watched.isNewLook('rana', 'first', 300_001)).toBe(false);
  });
});
