import { namesBank } from './known-words.js';

/** Plus sign or 00 and a country, or a mobile number of Syria and its neighbours; in digits of all three sets. Days and years are shorter. */
const phone =
  /(?<![\p{Nd}\p{L}])(?:(?:\+|[0\u0660\u06f0]{2})[ ]?(?:\p{Nd}[ .()-]{0,2}){8,13}|[0\u0660\u06f0][9\u0669\u06f9](?:[ .-]?\p{Nd}){8})(?!\p{Nd})/u;
const email = /[^\s@]{1,64}@[\p{L}\p{N}-]{1,63}\.\p{L}{2,}/u;
const account = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/;
const mayHoldOne = /[\p{Nd}@]/u;

/** True for a text that seems to hold a telephone number, an e-mail address or a bank account. `free`: a text in sentences, where words count too. */
export function holdsContact(text: string, free: boolean): boolean {
  const numbered = mayHoldOne.test(text) && (phone.test(text) || email.test(text) || account.test(text));
  return numbered || (free && namesBank(text));
}
