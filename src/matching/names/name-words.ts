import { type JoinedWords, joinParticles } from './join-particles.js';
import { writtenWords } from './written-words.js';

export type { NameWord } from './join-particles.js';

/** The words of a text that is one name and nothing else (a table's row, a part's cell): particles joined, titles left in. */
export function nameWords(raw: string): JoinedWords {
  return joinParticles(writtenWords(raw).words);
}
