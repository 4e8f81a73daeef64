import { looksLikeContact } from '../mapping/value-shapes.js';
import { namesBank } from './known-words.js';

const mayHoldOne = /[\p{Nd}@]/u;

/** True for a text that seems to hold a telephone number, an e-mail address or a bank account. `free`: a text in sentences, where words count too. */
export function holdsContact(text: string, free: boolean): boolean {
  return (mayHoldOne.test(text) && looksLikeContact(text)) || (free && namesBank(text));
}
