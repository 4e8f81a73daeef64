import { readFileSync } from 'node:fs';
import type { Population } from '../demonstration/index.js';
import { generatePopulation } from '../demonstration/index.js';
import { builtInModelFile, type ModelFile, ModelFileError, readModel } from '../matching/index.js';
import type { PopulationOptions } from './model.js';
import { UsageError } from './output.js';

/** The model that came with the program, or that of a file. Throws UsageError for a file that cannot be read or used. */
export function modelFile(path: string | undefined): ModelFile {
  if (path === undefined) return builtInModelFile;
  try {
    return readModel(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof ModelFileError) throw new UsageError(error.message);
    throw new UsageError(`The model file cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/** Throws UsageError for a size that has no room for everybody. */
export function invent(seed: number, options: PopulationOptions, noise = options.noise): Population {
  try {
    return generatePopulation({
      seed,
      reports: options.reports,
      records: options.records,
      noise,
      siblingsTaken: options.siblings,
      cousinsTaken: options.cousins,
      siblingsTogether: options.siblingsTogether,
      cousinsTogether: options.cousinsTogether,
    });
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}
