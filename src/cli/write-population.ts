import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { generatePopulation, linkageFiles } from '../demonstration/index.js';
import { progress, UsageError } from './output.js';

export interface WritePopulationOptions {
  out: string;
  reports: number;
  records: number;
  seed: number;
  noise: number;
}

export async function writePopulation({ out, ...size }: WritePopulationOptions): Promise<void> {
  if (size.records < size.reports * 4)
    throw new UsageError('Everybody needs room: at least four records for each report.');
  const population = generatePopulation(size);
  await mkdir(out, { recursive: true });
  for (const { fileName, lines } of linkageFiles(population)) {
    await pipeline(Readable.from(inPieces(lines)), createWriteStream(join(out, fileName)));
    progress(`${join(out, fileName)} written`);
  }
}

/** Many lines at a time: one by one they would take longer to hand over than to make. */
function* inPieces(lines: Iterable<string>): Generator<string> {
  let piece = '';
  for (const line of lines) {
    piece += `${line}\n`;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}
