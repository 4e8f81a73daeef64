import { arabicParticles } from './particles.js';
import { dividedWord, type WrittenWord } from './written-words.js';

const [servantLetters] = arabicParticles('servant') as [string];
const [articleLetters] = arabicParticles('article') as [string];
const [godLetters] = arabicParticles('god') as [string];
const alef = articleLetters[0]!;
/** Letters that must follow before a name is taken to have been glued to the word for God. */
const leastGlued = 3;

/**
 * Where a PDF moved a space, Abd ends in the alef of the next word, which then begins with lam lam heh; and what followed may be glued to it. Both halves
 * are impossible as words of their own, so that the rule is safe.
 */
export function putSpacesRight(written: readonly WrittenWord[]): { words: WrittenWord[]; damaged: boolean } {
  const words: WrittenWord[] = [];
  let damaged = false;
  for (const word of written) {
    const last = words[words.length - 1];
    const broken = last?.text === servantLetters + alef && word.text.startsWith(godLetters.slice(1));
    const whole = broken
      ? {
          ...word,
          text: last.text + word.text,
          folded: last.folded + word.folded,
          written: `${last.written} ${word.written}`,
        }
      : word;
    if (broken) words.pop();
    const god = whole.text.indexOf(godLetters);
    const glued = god >= 0 && whole.text.slice(god + godLetters.length).startsWith(articleLetters);
    const enough = whole.text.length >= god + godLetters.length + articleLetters.length + leastGlued;
    const divided = glued && enough ? dividedWord(whole, whole.text.slice(0, god + godLetters.length)) : null;
    words.push(...(divided ?? [whole]));
    damaged ||= broken || divided !== null;
  }
  return { words, damaged };
}
