import { tokenOf } from './token.js';
import type { NameToken } from './types.js';

/** Two neighbouring parts read as one word, as a list without spaces writes them. What the second part is a compound of stays known. */
export function mergedToken(first: NameToken, second: NameToken): NameToken {
  return tokenOf(
    first.text.replace('-', '') + (compound.test(second.text) ? second.text : second.text.replace('-', '')),
  );
}

const compound = /-(?:din|allah)$/;
