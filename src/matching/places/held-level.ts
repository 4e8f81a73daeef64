import { damascus, damascusCountryside } from './compare-places.js';
import type { CompiledPlace } from './compiled-place.js';
import { areNeighbours } from './place-atlas.js';

/**
 * A place of detention against another one (`facility`, `other_facility`), or against where the person was taken or lived. People are held first in a branch of
 * their governorate or in Damascus, and were moved later: being held elsewhere says little.
 */
export type HeldLevel =
  | 'facility'
  | 'other_facility'
  | 'held_in_governorate'
  | 'held_in_capital'
  | 'held_next_door'
  | 'held_elsewhere'
  | 'not_recorded';

export function heldLevel(a: CompiledPlace | null, b: CompiledPlace | null): HeldLevel {
  if (a === null || b === null) return 'not_recorded';
  if (a.facility >= 0 && b.facility >= 0) return a.facility === b.facility ? 'facility' : 'other_facility';
  if (a.governorate < 0 || b.governorate < 0) return 'not_recorded';
  if (a.governorate === b.governorate) return isCapital(a) ? 'held_in_capital' : 'held_in_governorate';
  if (isCapital(a) || isCapital(b)) return 'held_in_capital';
  return areNeighbours(a.governorate, b.governorate) ? 'held_next_door' : 'held_elsewhere';
}

function isCapital({ governorate }: CompiledPlace): boolean {
  return governorate === damascus || governorate === damascusCountryside;
}
