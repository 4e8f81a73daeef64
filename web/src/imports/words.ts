import type { LanguageValue } from '../language/language.js';
import type { Said } from './types.js';

type Words = Pick<LanguageValue, 't' | 'knows'>;

/** What a code of the service says, in the reader's language; where there is no message for it, as the service worded it. */
export function saidIn({ t, knows }: Words, said: Said, of: 'import_code' | 'mapping_reason' = 'import_code'): string {
  const { code, facts = {}, message, sentence } = said;
  const key = `${of}.${code}`;
  if (knows(key)) {
    try {
      return t(key, facts);
    } catch {
      // A fact that the message wants did not come along.
    }
  }
  return message ?? sentence ?? code;
}

/** The name of a field of ours; a field this console does not know yet stands as the service names it. */
export function fieldName({ t, knows }: Words, field: string): string {
  const key = `import_field.${field}`;
  return knows(key) ? t(key) : field;
}
