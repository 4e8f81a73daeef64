import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { RunAs } from './unprivileged-user.js';

/**
 * The password kept in `path`, made at random (192 bits, safe in a URL) on first use.
 * Only its owner may read the file; with `owner` that is the user the server runs as.
 */
export function secretFrom(path: string, owner: RunAs | null = null): string {
  if (!existsSync(path)) {
    writeFileSync(path, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
    if (owner) chownSync(path, owner.uid, owner.gid);
  }
  return readFileSync(path, 'utf8').trim();
}
