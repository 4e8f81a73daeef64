import { join } from 'node:path';

/**
 * Where workers keep their snapshot: where SNAPSHOT_DIR says, else beside the data of embedded servers and of a demonstration. Undefined for a service on servers of
 * its own that names none: then every start reads the database.
 */
export function snapshotDirectory(directory: string, mode = process.env.ATHAR_MODE): string | undefined {
  if (process.env.SNAPSHOT_DIR) return process.env.SNAPSHOT_DIR;
  if (process.env.DATABASE_URL && mode !== 'demonstration') return undefined;
  return join(directory, 'snapshot');
}
