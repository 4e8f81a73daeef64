import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { Problem } from '../errors.js';

/** Long passphrases instead of rules about characters (OWASP ASVS 5.0, 6.2; NIST SP 800-63B-4, 3.1.1.2). */
export const shortestPassword = 15;
export const longestPassword = 1_000;

/** Below so many guesses somebody with a list of common words and patterns finds it. */
const fewestGuesses = 1e10;
/** The check looks at all parts of what it is given, which takes longer the longer that is; nobody needs more to be safe. */
const looksAt = 100;

const strength = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/**
 * The same letters may be typed as one code point or as two, by the keyboard's choice: a password is counted, hashed and compared in NFC.
 * Nothing else is changed: case, spaces and Arabic marks count.
 */
export const normalisePassword = (password: string): string => password.normalize('NFC');

/**
 * @param words that others know of the person: login, name
 * @throws Problem password.too_short, password.too_common; request.invalid for more than 1000 characters or half a character
 */
export function requireGoodPassword(password: string, words: readonly string[]): void {
  const at = (code: string, message: string) => [{ pointer: '/password', code, message }];
  if (!password.isWellFormed())
    throw new Problem('request.invalid', undefined, at('text.lone_surrogate', 'The text holds half of a character.'));
  const normal = normalisePassword(password);
  const length = [...normal].length;
  if (length > longestPassword)
    throw new Problem(
      'request.invalid',
      undefined,
      at('text.too_long', `The text is longer than ${longestPassword} characters.`),
    );
  if (length < shortestPassword)
    throw new Problem(
      'password.too_short',
      undefined,
      at('password.too_short', `At least ${shortestPassword} characters.`),
    );
  const known = ['athar', 'أثر', ...words, ...words.flatMap((word) => word.split(/[\s._-]+/))].filter(
    (word) => word.length > 2,
  );
  // What is known of somebody makes a password longer, not better: the rest of it must be good enough by itself.
  const rest = known.reduce((text, word) => text.replaceAll(word.toLowerCase(), ''), normal.toLowerCase());
  const guesses = [normal, rest].map((text) => strength.check(text.slice(0, looksAt), known).guesses);
  if (Math.min(...guesses) < fewestGuesses)
    throw new Problem(
      'password.too_common',
      undefined,
      at('password.too_common', 'Several words that have nothing to do with each other are better.'),
    );
}
