import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createKeyRingIfMissing } from '../keys/key-ring-file.js';
import { UsageError } from './output.js';

/**
 * Where the key ring lies: where ATHAR_KEYS_FILE says, else beside the data of embedded servers. There, and for a demonstration, it is made
 * at the first start. Undefined for a production start on servers of its own that names none; the API refuses that.
 */
export function keysFile(directory: string, mode = process.env.ATHAR_MODE): string | undefined {
  if (process.env.ATHAR_KEYS_FILE) return process.env.ATHAR_KEYS_FILE;
  if (process.env.DATABASE_URL && mode !== 'demonstration') return undefined;
  mkdirSync(directory, { recursive: true });
  const path = besideData(directory);
  createKeyRingIfMissing(path);
  return path;
}

/** For commands about the ring itself. @throws UsageError when no ring is named and none lies beside embedded data */
export function requireKeysFile(directory: string): string {
  if (process.env.ATHAR_KEYS_FILE) return process.env.ATHAR_KEYS_FILE;
  if (!process.env.DATABASE_URL && existsSync(besideData(directory))) return besideData(directory);
  throw new UsageError('ATHAR_KEYS_FILE must name the key ring.');
}

const besideData = (directory: string) => join(directory, 'keys.json');
