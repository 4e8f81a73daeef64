import type { EntityManager } from 'typeorm';
import type { StaffActor } from '../access/actor.js';
import { Problem } from '../errors.js';
import { builtInModelFile, type ModelFile, ModelFileError, readEstimatedModel, writeModel } from '../matching/index.js';

/** A model file as somebody hands it in, or the hash of one that is stored. */
export interface GivenModel {
  file?: Record<string, unknown>;
  hash?: string;
}

/** @throws Problem model.file or model.blocking, with what is wrong with it */
export function readGivenModel({ file, hash }: GivenModel): ModelFile | { hash: string } {
  if (file === undefined) return { hash: hash! };
  try {
    return readEstimatedModel(JSON.stringify(file));
  } catch (error) {
    if (!(error instanceof ModelFileError)) throw error;
    const pointer = error.field === null ? '/file' : `/file/${error.field}`;
    throw new Problem(error.field === null ? 'model.file' : 'model.blocking', undefined, [
      { pointer, code: 'model.unusable', message: error.message },
    ]);
  }
}

/** @throws Problem model.unknown; model.file when it was stored for a matcher that knew other levels */
export async function storedModel(manager: EntityManager, hash: string): Promise<ModelFile> {
  if (hash === builtInModelFile.hash) return builtInModelFile;
  const [stored]: { file: string }[] = await manager.query('select file from matching_models where hash = $1', [hash]);
  if (!stored) throw new Problem('model.unknown');
  return readGivenModel({ file: JSON.parse(stored.file) }) as ModelFile;
}

/**
 * Stores a model, and before it the one that came with the program, so that whatever was in use can be told. Storing it again changes nothing.
 * @throws Problem model.version_taken
 */
export async function storeModel(manager: EntityManager, actor: StaffActor, model: ModelFile): Promise<void> {
  for (const file of [builtInModelFile, model]) {
    const inserted: unknown[] = await manager.query(
      `insert into matching_models (hash, version, file, estimated_from, added_by) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning hash`,
      [file.hash, file.version, writeModel(file), file.estimated.data, file === builtInModelFile ? null : actor.id],
    );
    if (inserted.length > 0) continue;
    const rows: unknown[] = await manager.query('select 1 from matching_models where hash = $1', [file.hash]);
    if (rows.length === 0) throw new Problem('model.version_taken');
  }
}
