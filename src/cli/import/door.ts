import type { FieldError } from '../../errors.js';
import type { ImportBody } from '../../imports/import-body.js';
import type { ImportState } from '../../imports/import-states.js';
import type { ImportView } from '../../imports/import-view.js';
import type { Mapping } from '../../imports/mapping/mapping.js';
import type { Choices } from '../../partner-files/index.js';

/**
 * The way in to the import pipeline. There are two, the services of this installation and the HTTP interface of another one; everything
 * behind them is the same. Each method answers as the route of its name does (docs/api.md) and throws what that refuses, in words.
 */
export interface ImportDoor {
  /** The same key with the same body gives the import that it gave before, with whatever has come of its file. */
  create(key: string, body: ImportBody): Promise<ImportView>;
  /** Bytes of its file that are stored: where sending goes on. */
  received(id: string): Promise<number>;
  /**
   * Adds a piece of the file at `offset`. @returns the new number of bytes that are stored
   * @throws WrongOffset, BrokenOff
   */
  send(id: string, offset: number, piece: Buffer): Promise<number>;
  view(id: string): Promise<ImportView>;
  list(filter: { limit: number; state?: ImportState }): Promise<ImportView[]>;
  choose(id: string, revision: number, choices: Choices): Promise<ImportView>;
  /** @throws MappingRefused */
  map(id: string, revision: number, mapping: Mapping): Promise<ImportView>;
  run(id: string, revision: number): Promise<ImportView>;
  cancel(id: string): Promise<ImportView>;
  revert(id: string, reason: string): Promise<ImportView>;
  /** Takes a revert back. */
  bringBack(id: string): Promise<ImportView>;
  errors(id: string): Promise<AsyncIterable<Uint8Array>>;
  annotated(id: string): Promise<AsyncIterable<Uint8Array>>;
}

/** The piece does not go on where the last one ended. */
export class WrongOffset extends Error {
  constructor(
    /** Where it should. */
    readonly offset: number,
  ) {
    super('upload.wrong_offset');
  }
}

/** The mapping cannot be used with this file. */
export class MappingRefused extends Error {
  constructor(
    /** One sentence each, with where it stands in the mapping. */
    readonly faults: string[],
  ) {
    super('mapping.invalid');
  }

  static of(errors: FieldError[] = []): MappingRefused {
    return new MappingRefused(errors.map(({ pointer, message, code }) => `${pointer}: ${message} (${code})`));
  }
}

/** The connection went away, or the service could not answer just now: what was stored stays, and the same can be tried again. */
export class BrokenOff extends Error {}
