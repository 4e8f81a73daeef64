import type { EntityManager } from 'typeorm';
import {
  builtInModelFile,
  type Model,
  type ModelFile,
  matcherVersion,
  modelOfSizeClass,
  readModel,
} from '../matching/index.js';

/**
 * What all scores are made with: the model in use, and the size class that its prior is made for (size-classes.ts of the matcher). Both stand in the database. A
 * worker searches and scores with the measure that it read together with the changes of its snapshot, and stores only as long as that one still stands.
 */
export interface Measure {
  model: ModelFile;
  sizeClass: number;
}

/** The measure as a statement reads it. */
export interface MeasureColumns {
  sizeClass: number;
  /** Null: the model that came with the program. */
  modelHash: string | null;
}

/** For a statement of another query, so that all of it is of one view. */
export const measureColumns = `(select size_class from match_size) as "sizeClass", model_in_use(${matcherVersion}) as "modelHash"`;

/** Any number that nothing else locks: shared by those who store scores, held alone by who changes the measure. */
const measureLock = 71_204_116;

/** What was searched or scored was so with a measure that no longer stands. To be done again, with the new one. */
export class OtherMeasure extends Error {
  readonly code = 'matcher.other_measure';
}

export const isSameMeasure = (one: Measure, other: Measure): boolean =>
  one.sizeClass === other.sizeClass && one.model.hash === other.model.hash;

/** The weights that follow from a measure. Made once. */
export const modelOf = ({ sizeClass, model }: Measure): Model => modelOfSizeClass(sizeClass, model);

/** Models never change, and are told apart by their hash: the few that this process has met. */
const met = new Map<string, ModelFile>();

/** @throws ModelFileError when what is stored cannot be read, which the database and whoever stored it have made sure of */
export async function modelOfHash(manager: EntityManager, hash: string | null): Promise<ModelFile> {
  if (hash === null || hash === builtInModelFile.hash) return builtInModelFile;
  const known = met.get(hash);
  if (known) return known;
  const [{ file }]: { file: string }[] = await manager.query('select file from matching_models where hash = $1', [
    hash,
  ]);
  const model = readModel(file);
  met.set(hash, model);
  return model;
}

export async function measureOf(manager: EntityManager, { sizeClass, modelHash }: MeasureColumns): Promise<Measure> {
  return { sizeClass, model: await modelOfHash(manager, modelHash) };
}

/** The measure that stands now; it may change right afterwards. */
export async function readMeasure(manager: EntityManager): Promise<Measure> {
  const [columns]: MeasureColumns[] = await manager.query(`select ${measureColumns}`);
  return measureOf(manager, columns);
}

/** The measure that stands, until the end of the transaction. */
export async function holdMeasure(manager: EntityManager): Promise<Measure> {
  // Two statements: the second sees what was committed while the first waited.
  await manager.query('select pg_advisory_xact_lock_shared($1)', [measureLock]);
  return readMeasure(manager);
}

/** Waits for whoever is storing scores. Whoever stores later sees what the transaction changes. */
export async function holdMeasureAlone(manager: EntityManager): Promise<Measure> {
  await manager.query('select pg_advisory_xact_lock($1)', [measureLock]);
  return readMeasure(manager);
}

export async function changeSizeClass(manager: EntityManager, sizeClass: number): Promise<void> {
  await holdMeasureAlone(manager);
  await manager.query('update match_size set size_class = $1', [sizeClass]);
}
