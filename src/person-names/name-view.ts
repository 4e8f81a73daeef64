import type { z } from 'zod';
import type { NameView } from '../views.js';
import type { PersonNameRow } from './person-name.entity.js';

/** Parts as the source gave them; where it gave none, the best reading. */
export function nameView(row: PersonNameRow): z.infer<typeof NameView> {
  const written = row.givenRaw ?? row.fatherRaw ?? row.grandfatherRaw ?? row.familyRaw;
  const read = row.parses[0]?.parts ?? {};
  return {
    as_written: row.raw,
    given: written ? row.givenRaw : (read.given ?? null),
    father: written ? row.fatherRaw : (read.father ?? null),
    grandfather: written ? row.grandfatherRaw : (read.grandfather ?? null),
    family: written ? row.familyRaw : (read.family ?? null),
    script: row.script,
  };
}
