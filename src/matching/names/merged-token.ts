import { tokenOf } from './token.js';
import type { CompiledPart, NameToken } from './types.js';

/** Two neighbouring parts read as one word, as a list without spaces writes them. What the second part is a compound of stays known. */
export function mergedToken(first: CompiledPart, second: CompiledPart): NameToken {
  const [one, two] = [first.token.text.replace('-', ''), second.token.text];
  return tokenOf(one + (compound.test(two) ? two : two.replace('-', '')));
}

const compound = /-(?:din|allah)$/;
