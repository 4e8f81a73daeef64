import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { ConfigurationError } from '../config.js';
import { KeyRing, KeyRingContent, newKeyRing } from './key-ring.js';

/**
 * The keys as a file outside of the database, so that who has the database, or a backup of it, has no key (C13).
 * Read again when it was replaced: a key that a command added is known to a running service without a new start.
 */
export class KeyRingFile {
  private ring: KeyRing;
  private read: Stats;

  /** @throws ConfigurationError in words that hold no key */
  constructor(private readonly path: string) {
    this.read = statOf(path);
    this.ring = new KeyRing(readKeyRing(path));
  }

  /** The ring as it stands in the file now; as it was read last, should the file be away or broken meanwhile. */
  current(): KeyRing {
    try {
      const now = statOf(this.path);
      if (now.ino !== this.read.ino || now.mtimeMs !== this.read.mtimeMs || now.size !== this.read.size) {
        this.ring = new KeyRing(readKeyRing(this.path));
        this.read = now;
      }
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
    }
    return this.ring;
  }
}

/** @throws ConfigurationError when the file is missing, may be read by others than its owner, or holds no ring */
export function readKeyRing(path: string): KeyRingContent {
  const { mode } = statOf(path);
  if ((mode & 0o077) !== 0) {
    throw new ConfigurationError(
      'The key ring may be read or changed by others than its owner. Run: chmod 600 on the file that ATHAR_KEYS_FILE names.',
    );
  }
  const parsed = KeyRingContent.safeParse(jsonOf(path));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigurationError(`The file is no key ring.\n${lines.join('\n')}`);
}

/** @throws ConfigurationError when there is a file of that name already: a ring is never written over */
export function createKeyRing(path: string): void {
  const written = writeBeside(path, newKeyRing());
  try {
    // A link, unlike a rename, fails when the name is taken.
    linkSync(written, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new ConfigurationError('There is a file of that name already. A key ring is never written over.');
  } finally {
    unlinkSync(written);
  }
  syncFolder(path);
}

/** For a demonstration and for embedded servers, whose data lies beside it. Does nothing when there is a ring. */
export function createKeyRingIfMissing(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })) return;
  try {
    createKeyRing(path);
  } catch (error) {
    // Another process of the same start was first.
    if (!statSync(path, { throwIfNoEntry: false })) throw error;
  }
}

/**
 * Replaces the ring in one step: whoever reads finds the old or the new one, whole, whatever breaks off when.
 * @throws ConfigurationError while another command changes it; two at once could lose the key that one of them made
 */
export function changeKeyRing(path: string, change: (ring: KeyRingContent) => KeyRingContent): KeyRingContent {
  const lock = `${path}.lock`;
  try {
    closeSync(openSync(lock, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new ConfigurationError(
      'Another command is changing the key ring. If none is running, one broke off: remove the file that ends in .lock beside the ring.',
    );
  }
  try {
    const changed = KeyRingContent.parse(change(readKeyRing(path)));
    renameSync(writeBeside(path, changed), path);
    syncFolder(path);
    return changed;
  } finally {
    unlinkSync(lock);
  }
}

/** A temporary file in the same folder, safe on the disk. @returns its path */
function writeBeside(path: string, content: KeyRingContent): string {
  const temporary = `${path}.${process.pid}.${Date.now()}.new`;
  const file = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(file, `${JSON.stringify(content, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return temporary;
}

/** Without it the new name itself may be gone after a loss of power. */
function syncFolder(path: string): void {
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function statOf(path: string): Stats {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) return found;
  throw new ConfigurationError(
    'There is no key ring where ATHAR_KEYS_FILE says. Restore it from its second place, or for a new service run: athar keys create <file>',
  );
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new ConfigurationError('The key ring cannot be read: it is no JSON, or belongs to somebody else.');
  }
}
