import { compileName, partSkeletons } from './names/index.js';
import { readTable } from './tables/read-table.js';

/** Skeletons outside the tables count as held by one person in 20,000. */
const leastShare = 5e-5;

const shares = new Map<string, number>();
for (const [file, role] of [
  ['given-names.male.tsv', 'given'],
  ['given-names.female.tsv', 'given'],
  ['surnames.tsv', 'family'],
] as const) {
  const ofFile = new Map<string, number>();
  for (const { arabic, share } of readTable(file)) {
    const coarse = partSkeletons(compileName({ raw: arabic, parts: { [role]: arabic } }))[role]?.coarse;
    if (coarse) ofFile.set(coarse, (ofFile.get(coarse) ?? 0) + Number(share));
  }
  for (const [coarse, share] of ofFile) shares.set(coarse, Math.max(share, shares.get(coarse) ?? 0));
}

/**
 * Rarity in bits of a coarse skeleton in the role where it is commonest, because parts change places between records. Depends on the static tables and the
 * skeleton alone, so both sides of a pair give a shared key the same rarity.
 */
export function partRarityBits(coarse: string): number {
  return -Math.log2(Math.max(leastShare, shares.get(coarse) ?? 0));
}
