import { z } from 'zod';

/**
 * Checks text that somebody typed. It is refused, never repaired: what is stored must be what was written.
 * Codes: text.empty, text.too_long, text.lone_surrogate, text.nul, text.control_character, text.bidi_control, text.damaged.
 */
const characterRules: [code: string, found: RegExp, message: string][] = [
  ['text.nul', /\u0000/, 'The text holds a NUL character.'],
  // Embeddings, overrides and isolates can make a name read as another one. The plain marks LRM, RLM and ALM cannot and are kept.
  [
    'text.bidi_control',
    /[\u202a-\u202e\u2066-\u2069]/,
    'The text holds an invisible character that changes the order of letters.',
  ],
  ['text.damaged', /\ufffd/, 'The text was damaged on its way here: it holds the replacement character.'],
];
const controlInLine = /[\u0001-\u001f\u007f-\u009f\u2028\u2029]/;
const controlInText = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** Nothing to see: spaces, direction marks, joiners, variation selectors. */
const invisible = /^[\s\p{Default_Ignorable_Code_Point}]*$/u;

export function textProblem(
  text: string,
  maxCharacters: number,
  multiline = false,
): { code: string; message: string } | null {
  if (!text.isWellFormed()) return { code: 'text.lone_surrogate', message: 'The text holds half of a character.' };
  const rule = characterRules.find(([, found]) => found.test(text));
  if (rule) return { code: rule[0], message: rule[2] };
  if ((multiline ? controlInText : controlInLine).test(text)) {
    return { code: 'text.control_character', message: 'The text holds a control character.' };
  }
  if (invisible.test(text))
    return { code: 'text.empty', message: 'The text is empty. Leave the field out if it is not known.' };
  // Counted in UTF-16 units first, which is never less than the number of characters: a cheap bound for hostile input.
  if (text.length > 2 * maxCharacters || [...text].length > maxCharacters) {
    return { code: 'text.too_long', message: `The text is longer than ${maxCharacters} characters.` };
  }
  return null;
}

const checked = (maxCharacters: number, multiline: boolean) =>
  z
    .string()
    .superRefine((text, context) => {
      const problem = textProblem(text, maxCharacters, multiline);
      if (problem) context.addIssue({ code: 'custom', message: problem.message, params: { code: problem.code } });
    })
    .meta({ minLength: 1, maxLength: maxCharacters });

/** One line: a name, a place, a date as written. */
export const line = (maxCharacters: number) => checked(maxCharacters, false);
/** Several lines: a narrative, a note. */
export const paragraph = (maxCharacters: number) => checked(maxCharacters, true);

/** Longest name that is accepted, in characters. The longest real ones (six parts, titles) stay under 120. */
export const longestName = 200;

/** ISO 639 code of a language. */
export const languageCode = z.string().regex(/^[a-z]{2,3}$/);
