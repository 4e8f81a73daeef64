import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { learnSoundTables, parseTable } from '../matching/index.js';
import { UsageError } from './output.js';

export interface LearnSoundsOptions {
  pairs: string;
  write?: string;
  source: string;
}

/** Names of these origins teach the letters; of `other` only how Latin names look. */
const origins = { arabic: 'arabic', doubtful: 'arabic?' } as const;

/**
 * athar model sounds: learns the sound model from a table of single names in both scripts (columns arabic, latin, count, origin) and writes its two tables
 * into a folder, or only prints how well it fits. The service reads them from src/matching/tables after the next build.
 */
export function learnSounds({ pairs, write, source }: LearnSoundsOptions): void {
  if (!existsSync(pairs)) throw new UsageError(`There is no file ${pairs}.`);
  const rows = parseTable(readFileSync(pairs, 'utf8'));
  if (rows.length === 0 || !rows.every((row) => row.arabic && row.latin && Number(row.count) >= 1)) {
    throw new UsageError('The table must have the columns arabic, latin, count and origin, and a count of 1 or more.');
  }
  const names = rows
    .filter(({ origin }) => origin === origins.arabic || origin === origins.doubtful)
    .map((row) => ({
      arabic: row.arabic!,
      latin: row.latin!,
      people: Number(row.count),
      sure: row.origin === origins.arabic,
    }));
  const latinNames = rows.map((row) => ({ latin: row.latin!, people: Number(row.count) }));
  const made = `Written by \`athar model sounds\` (expectation maximisation, no random start) from ${source}.`;
  const tables = learnSoundTables(names, latinNames, made);
  const fit = tables.fit.map((bits) => bits.toFixed(3)).join(' ');
  console.log(`${tables.pairs} pairs; mean log2 probability of a Latin spelling by step: ${fit}`);
  if (write === undefined) return;
  writeFileSync(`${write}/sound-model.tsv`, tables.soundModel);
  writeFileSync(`${write}/letter-pairs.latin.tsv`, tables.letterPairs);
  console.log('Written: sound-model.tsv, letter-pairs.latin.tsv. Build again to use them.');
}
