import { isOneSlip as areOneSlipApart } from '../names/token-codes.js';
import { normaliseText } from '../text/index.js';

/**
 * True when one name is the other after a single slip of the keyboard: a letter changed, left out, added, or two neighbours exchanged. Only says something
 * for two names in one script.
 */
export function isOneSlip(first: string, second: string): boolean {
  return areOneSlipApart(plain(first), plain(second));
}

const mostRemembered = 20_000;
const remembered = new Map<string, string>();

/** Without spaces, kept: a bulk run meets the same spellings again and again. */
function plain(written: string): string {
  let text = remembered.get(written);
  if (text === undefined) {
    if (remembered.size >= mostRemembered) remembered.clear();
    text = normaliseText(written).replaceAll(' ', '');
    remembered.set(written, text);
  }
  return text;
}
