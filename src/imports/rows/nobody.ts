import type { ImportField } from '../mapping/import-fields.js';
import { meansUnidentified } from '../mapping/value-words.js';
import { meansNothing } from './known-words.js';
import type { RowInHand } from './row-in-hand.js';

const named: readonly ImportField[] = ['full_name', 'given_name', 'family_name', 'father_name', 'other_script_name'];
/** Numbers that registers of bodies and of prisoners go by. */
const numbers: readonly ImportField[] = ['body_number', 'detainee_number'];

/** Says of a row in which nobody is named whether somebody was meant: then it is held, else it cannot be taken in. */
export function sayNobody(row: RowInHand): void {
  const field = named.find((each) => row.text(each) !== null) ?? named.find((each) => row.columns.has(each)) ?? null;
  const written = field && row.text(field);
  if (field !== null && row.tooLong.has(field)) return; // said, and held for it
  const meansSomebody =
    (written !== null && (meansUnidentified(written) || (!meansNothing(written) && /\p{L}/u.test(written)))) ||
    numbers.some((each) => row.known(each) !== null);
  row.say(field, meansSomebody ? 'name.unidentified' : 'name.missing');
}
