import Fuse from 'fuse.js';

export interface Near {
  text: string;
  /** 0 the same, 1 nothing in common. */
  distance: number;
}

/** Texts like the one that is asked for, nearest first: by fuse.js, with a penalty for letters too many or too few, which it does not count. */
export function nearest(asked: string, texts: readonly string[], farthest: number): Near[] {
  const options = { includeScore: true, threshold: farthest, ignoreLocation: true, ignoreFieldNorm: true };
  return new Fuse(texts, options)
    .search(asked)
    .map(({ item, score = 1 }) => ({
      text: item,
      distance: score + Math.abs(item.length - asked.length) / asked.length / 2,
    }))
    .filter(({ distance }) => distance <= farthest)
    .sort((a, b) => a.distance - b.distance);
}
