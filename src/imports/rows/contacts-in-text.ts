import { looksLikeContact, plainDigits } from '../mapping/value-shapes.js';
import { namesBank } from './known-words.js';

const mayHoldOne = /[\p{Nd}@]/u;
/** A Syrian number with that of the country and without a plus: twelve digits in all. Only in sentences, because lists have numbers of their own. */
const countryNumber = /(?<!\d)963(?:[\s.-]?\d){9}(?!\d)/;

/** True for a text that seems to hold a telephone number, an e-mail address or a bank account. `free`: a text in sentences, where words count too. */
export function holdsContact(text: string, free: boolean): boolean {
  if (mayHoldOne.test(text) && (looksLikeContact(text) || (free && countryNumber.test(plainDigits(text))))) return true;
  return free && namesBank(text);
}
