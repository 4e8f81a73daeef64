import {
  type CodedRecord,
  codeRecord,
  compileRecord,
  decodeField,
  type MatchRecord,
  nameRoles,
} from '../matching/index.js';

/** What stands in the place of a profile that cannot be read: it agrees with nobody. */
export const nobody: MatchRecord = {
  names: [],
  motherName: null,
  sex: null,
  birth: null,
  event: null,
  places: { birth: null, home: null, taken: null, held: null },
  identifiers: [],
};
export const saysNothing = codeRecord(compileRecord(nobody));

/** Nothing of the profile itself is told. */
export class Unreadable extends Error {
  readonly code = 'profile.unreadable';
}

/**
 * Reads StoredProfile.content. What columns are laid out from is looked at before: an error in the middle of a row would leave half of it, and a text that cannot be
 * decoded would fail every search that meets it.
 * @throws Unreadable
 */
export function readContent(content: string): [CodedRecord, number[]] {
  try {
    const read: [CodedRecord, number[]] = JSON.parse(content);
    const [{ names, mother, fields }, keys] = read;
    const whole =
      [...names, ...(mother ? [mother] : [])].every(({ parts }) =>
        parts.every(
          ([spelling, role]) => typeof spelling === 'string' && (role === noRole || nameRoles[role] !== undefined),
        ),
      ) &&
      Object.keys(saysNothing.fields).every((field) => typeof fields[field as keyof typeof fields] === 'string') &&
      Array.isArray(keys);
    if (whole) {
      decodeAll(fields);
      return read;
    }
  } catch {
    // It has not even the shape of a profile.
  }
  throw new Unreadable();
}

const noRole = -1;

/** Decodes what few records have or what may be broken; the texts of dates and sexes are read whatever they say. @throws what decoding throws */
function decodeAll({ kunya, identifiers, places }: CodedRecord['fields']): void {
  decodeField('kunya', kunya);
  decodeField('identifiers', identifiers);
  // Nothing but an escaped letter can be wrong in places, and they are what takes longest.
  if (places.includes('%')) decodeField('places', places);
}
