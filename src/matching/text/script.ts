import type { Script } from '../record.js';

const arabicLetter = /\p{Script=Arabic}/u;
const latinLetter = /\p{Script=Latin}/u;
/** Letters that many scripts share (tatweel, ayn marks) say nothing. */
const otherLetter = /[^\p{Script=Arabic}\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}\P{L}]/u;

/** The script of a text's letters. Arabizi digits count as nothing; a text without letters is `other`. */
export function scriptOf(raw: string): Script {
  const arabic = arabicLetter.test(raw);
  const latin = latinLetter.test(raw);
  if (arabic && latin) return 'mixed';
  if (otherLetter.test(raw)) return arabic || latin ? 'mixed' : 'other';
  return arabic ? 'Arab' : latin ? 'Latn' : 'other';
}
