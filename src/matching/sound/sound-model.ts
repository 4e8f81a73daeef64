import { readTable } from '../tables/read-table.js';
import { allSlots } from './arabic-slots.js';
import { type Emissions, emissionsFrom, type SoundCounts } from './emissions.js';
import { randomSpelling } from './letter-pairs.js';

const counts: SoundCounts['emitted'] = new Map();
for (const row of readTable('sound-model.tsv')) {
  const bySlot = counts.get(row.slot!) ?? new Map<string, number>();
  counts.set(row.slot!, bySlot.set(row.written!, Number(row.count)));
}

/** The learned table in use (tables/sound-model.tsv), smoothed, for every slot that any Arabic spelling can have. */
export const emissions: Emissions = emissionsFrom({ emitted: counts, slots: allSlots() });

/** Probability of Latin letters as those of any name (tables/letter-pairs.latin.tsv). */
export const likelyAtRandom = randomSpelling(
  new Map(readTable('letter-pairs.latin.tsv').map((row) => [row.pair!, Number(row.count)])),
);
