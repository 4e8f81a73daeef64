import { type CodedRecord, codeRecord, compileRecord, type MatchRecord } from '../matching/index.js';

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
 * Reads StoredProfile.content. What columns are laid out from is looked at before: an error in the middle of a row would leave half of it.
 * @throws Unreadable
 */
export function readContent(content: string): [CodedRecord, number[]] {
  try {
    const read: [CodedRecord, number[]] = JSON.parse(content);
    const [{ names, mother, fields }, keys] = read;
    const whole =
      [...names, ...(mother ? [mother] : [])].every(({ parts }) =>
        parts.every(([spelling]) => typeof spelling === 'string'),
      ) &&
      Object.keys(saysNothing.fields).every((field) => typeof fields[field as keyof typeof fields] === 'string') &&
      Array.isArray(keys);
    if (whole) return read;
  } catch {
    // It has not even the shape of a profile.
  }
  throw new Unreadable();
}
