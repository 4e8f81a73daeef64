import { z } from 'zod';
import { builtInModel, matcherVersion, tablesHash } from '../matching/index.js';
import { kinds } from './sections.js';

/**
 * A snapshot file: the mark; typed arrays, each beginning at a multiple of eight, as they lie in memory (lowest byte first, like every machine that the service
 * runs on); a list of them as JSON; and an end of fixed length, which says where the list stands. The list comes last because the checksums in it are known last.
 */

/** Raised whenever older files cannot be read as they are. */
export const formatVersion = 3;
/** At the beginning and at the very end: a file that was cut off has only one. */
export const mark = Buffer.from('atharSNP');
/** Where the list begins (eight bytes), its length and its checksum (four bytes each), the mark. */
export const endLength = 24;
export const alignment = 8;

/** What must be the same for the arrays to mean what they did: ids of tables, how names are read, what is stored where. */
export function producer() {
  return {
    format: formatVersion,
    matcher: matcherVersion,
    // Of the model only what keys are made by, which is the same whichever is in use.
    blocking: JSON.stringify(builtInModel.blocking),
    tables: tablesHash(),
    // Another engine may round another way where sounds are weighed.
    engine: process.versions.v8,
  };
}

const count = z.int().nonnegative();
export const Listed = z.strictObject({
  name: z.string(),
  kind: z.enum(Object.keys(kinds) as [keyof typeof kinds]),
  /** Numbers in the array; those behind the first `kept` are zeros and not in the file. */
  length: count,
  kept: count,
  at: count,
  checksum: count,
});
export const Contents = z.strictObject({
  producer: z.record(z.string(), z.union([z.string(), z.number()])),
  horizon: z.string(),
  database: z.string(),
  organisations: z.array(z.string()),
  sections: z.array(Listed),
});
export type Contents = z.infer<typeof Contents>;
