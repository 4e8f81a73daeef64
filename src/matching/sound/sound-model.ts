import { readTable } from '../tables/read-table.js';
import { allSlots } from './arabic-slots.js';
import { type Emissions, emissionsFrom, type SoundCounts } from './emissions.js';
import { randomSpelling } from './letter-pairs.js';

/** A letter that no pair has is still written somehow. */
const leastSeen = 10;
const counts: SoundCounts['emitted'] = new Map();
for (const row of readTable('sound-model.tsv')) {
  const bySlot = counts.get(row.slot!) ?? new Map<string, number>();
  counts.set(row.slot!, bySlot.set(row.written!, Number(row.count)));
}

const slots = allSlots();
addWritingSystems();

/** Counts for spellings of writing systems that the learned pairs hardly have, as a share of what each slot of the letter was seen to write. */
function addWritingSystems(): void {
  for (const { letter, written, share } of readTable('writing-systems.tsv')) {
    for (const slot of slots.values()) {
      if (slot.group !== letter) continue;
      const bySlot = counts.get(slot.name) ?? new Map<string, number>();
      const seen = [...bySlot.values()].reduce((sum, count) => sum + count, leastSeen);
      counts.set(slot.name, bySlot.set(written!, (bySlot.get(written!) ?? 0) + Number(share) * seen));
    }
  }
}

/** The learned table in use (tables/sound-model.tsv), smoothed, for every slot that any Arabic spelling can have. */
export const emissions: Emissions = emissionsFrom({ emitted: counts, slots });

/** Probability of Latin letters as those of any name (tables/letter-pairs.latin.tsv). */
export const likelyAtRandom = randomSpelling(
  new Map(readTable('letter-pairs.latin.tsv').map((row) => [row.pair!, Number(row.count)])),
);
