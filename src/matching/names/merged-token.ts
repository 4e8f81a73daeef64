import { tokenOf } from './token.js';
import type { CompiledPart, NameToken } from './types.js';

/** Two neighbouring parts read as one word, as a list without spaces writes them. */
export function mergedToken(first: CompiledPart, second: CompiledPart): NameToken {
  return tokenOf(first.token.text.replace('-', '') + second.token.text.replace('-', ''));
}
