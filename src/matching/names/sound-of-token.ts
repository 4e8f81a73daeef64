import { type Meaning, meaningOf } from '../sound/meaning.js';
import type { NameToken } from './types.js';

/** What a Latin spelling may stand for, worked out when it is first asked for and kept with the token. */
export function meaningOfToken(token: NameToken): Meaning {
  token.meaning ??= meaningOf(token.readings);
  return token.meaning;
}
