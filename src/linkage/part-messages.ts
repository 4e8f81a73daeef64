import type { Part, PartSettings } from './linkage-part.js';

/** What a thread is asked: a method of its part. */
export type PartQuestion = {
  [Name in keyof Part]: { id: number; ask: Name; with: Parameters<Part[Name]> };
}[keyof Part];

export type PartAnswer = { id: number; answer: unknown } | { id: number; failed: unknown };

export type { PartSettings };
