import type { NameToken } from './types.js';

/** Whether one word could be two neighbouring parts written without the space between them: the letters could be enough. */
export function mayStandForTwo(word: NameToken, first: NameToken, second: NameToken): boolean {
  if (word.isInitial || first.script !== second.script) return false;
  const ofBoth = first.letters + second.letters;
  return word.letters >= ofBoth * 0.6 && word.letters <= ofBoth * 2.4;
}
