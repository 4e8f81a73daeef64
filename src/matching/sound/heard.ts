import type { Reading } from '../names/types.js';
import { knownAs, knownNames } from './known-names.js';
import type { Heard } from './sound-evidence.js';
import { emissions } from './sound-model.js';
import { arabicSound } from './spelled.js';

/** An Arabic reading for the sound model. A known name typed without hamza or dots is heard as it is properly written. */
export function heardAs(reading: Reading): Heard {
  const known = knownAs(reading);
  const sound = known === undefined ? arabicSound(reading.core, emissions) : knownNames[known]!.sound;
  return { prefix: reading.prefix, suffix: reading.suffix, sound, known };
}
