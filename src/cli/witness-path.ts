import { join } from 'node:path';

/**
 * Where heads of the audit chains are witnessed: where ATHAR_WITNESS_FILE says, else beside the data of embedded servers and of a
 * demonstration. Undefined for a service on servers of its own that names none: then nothing is sealed, and the API says so.
 */
export function witnessPath(directory: string, mode = process.env.ATHAR_MODE): string | undefined {
  if (process.env.ATHAR_WITNESS_FILE) return process.env.ATHAR_WITNESS_FILE;
  if (process.env.DATABASE_URL && mode !== 'demonstration') return undefined;
  return join(directory, 'audit-witness.jsonl');
}
