import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { AuditSigner } from './audit-signer.js';
import { type HeadLine, lineHash, noLine, type RestoreLine, readLine, signedLine } from './witness-line.js';

type Unplaced<T> = Omit<T, 'line' | 'prev' | 'at' | 'key' | 'v'>;
export type NewLine = Unplaced<HeadLine> | Unplaced<RestoreLine>;

interface LastLine {
  number: number;
  hash: string;
}

/**
 * The file of signed heads outside of the database. It is only ever added to; on Linux `chattr +a` can hold everybody to that.
 * Whoever writes holds the seal lock of the database (seal-heads.ts), so that several processes share one file.
 */
export class WitnessFile {
  /** The last head of each chain, as far as the file was read. */
  readonly heads = new Map<string, { seq: number; hash: string }>();
  private last: LastLine = { number: 0, hash: noLine };
  private offset = 0;
  private inode: number | null = null;
  private unfinished = Buffer.alloc(0);

  constructor(readonly path: string) {}

  /** The whole file; empty when there is none. */
  text(): string {
    return existsSync(this.path) ? readFileSync(this.path, 'utf8') : '';
  }

  /** Reads what was added since the last time, or everything when it is another file or a shorter one. */
  refresh(): void {
    if (!existsSync(this.path)) {
      this.forget();
      return;
    }
    const file = openSync(this.path, 'r');
    try {
      const { size, ino } = fstatSync(file);
      if (ino !== this.inode || size < this.offset) this.forget();
      this.inode = ino;
      const added = Buffer.alloc(size - this.offset);
      const bytes = readSync(file, added, 0, added.length, this.offset);
      this.offset += bytes;
      this.take(Buffer.concat([this.unfinished, added.subarray(0, bytes)]));
    } finally {
      closeSync(file);
    }
  }

  /**
   * Adds lines in one write and brings them to the disk. Call `refresh` under the lock before; the next one reads them back.
   * @returns number and hash of the last line, for the chain to remember
   */
  append(lines: readonly NewLine[], signer: AuditSigner): LastLine {
    // A line that was cut short, by a full disk or a kill, becomes a line of its own: it is never mended, and the next one vouches for it.
    const torn = this.unfinished.length > 0;
    let number = this.last.number + (torn ? 1 : 0);
    let hash = torn ? lineHash(this.unfinished) : this.last.hash;
    let text = torn ? '\n' : '';
    for (const line of lines) {
      const placed = { ...line, at: new Date().toISOString(), line: ++number, prev: hash, v: 1 as const };
      let key: string;
      let signed: string;
      // Should a new key begin to sign at this very moment, the name and the signature could be of two keys.
      do {
        key = signer.keyId;
        signed = signedLine({ ...placed, key }, signer);
      } while (key !== signer.keyId);
      hash = lineHash(signed);
      text += `${signed}\n`;
    }
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const file = openSync(this.path, 'a', 0o600);
    try {
      const bytes = Buffer.from(text);
      // A second write for the rest would be another process's chance to come between.
      if (writeSync(file, bytes) !== bytes.length) throw new Error('The witness file took only a part of a line');
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return { number, hash };
  }

  private take(bytes: Buffer): void {
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      const raw = bytes.subarray(start, end);
      start = end + 1;
      this.last = { number: this.last.number + 1, hash: lineHash(raw) };
      const line = readLine(raw.toString())?.line;
      if (line) this.heads.set(line.chain, { seq: line.seq, hash: line.hash });
    }
    this.unfinished = Buffer.from(bytes.subarray(start));
  }

  private forget(): void {
    this.heads.clear();
    this.last = { number: 0, hash: noLine };
    this.offset = 0;
    this.inode = null;
    this.unfinished = Buffer.alloc(0);
  }
}
