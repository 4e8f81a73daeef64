import { readTable } from '../tables/read-table.js';

const shares = new Map(readTable('governorate-shares.tsv').map((row) => [row.pcode, Number(row.share)]));
const meanShare = 1 / 14;

/** Share of the population that lives in a governorate, 0..1; the mean of the 14 for a code that is not in the table. */
export function governorateShare(pcode: string | null): number {
  return (pcode && shares.get(pcode)) || meanShare;
}

/** How likely two people live in one governorate. */
export const averageShare = [...shares.values()].reduce((sum, share) => sum + share * share, 0);
