import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { bytesOf, kindOf, type Section, sectionsOf } from './sections.js';
import type { SnapshotData } from './snapshot-data.js';
import { alignment, type Contents, endLength, mark, producer } from './snapshot-format.js';

const pieceLength = 4 * 1024 * 1024;

/**
 * Writes a snapshot file, readable by this user only. It stands under its name only when all of it is on the disk; until then, and when anything fails, what
 * stood there before stays. Meanings may be worked out meanwhile, nothing else may change.
 */
export async function saveSnapshot(path: string, snapshot: SnapshotData): Promise<void> {
  const unfinished = `${path}.${process.pid}.part`;
  try {
    const file = await open(unfinished, 'w', 0o600);
    try {
      await writeAll(file, snapshot);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  const folder = await open(dirname(path), 'r');
  await folder.sync().finally(() => folder.close());
}

async function writeAll(file: FileHandle, { sides, horizon, database, organisations }: SnapshotData): Promise<void> {
  const contents: Contents = { producer: producer(), horizon, database, organisations, sections: [] };
  await file.write(mark);
  let at = mark.length;
  for (const section of sectionsOf(sides)) {
    const { kept, bytes, checksum } = await writeSection(file, at, section);
    const { name, values } = section;
    contents.sections.push({ name, kind: kindOf(values), length: values.length, kept, at, checksum });
    at += Math.ceil(bytes / alignment) * alignment;
  }
  const list = Buffer.from(JSON.stringify(contents));
  const end = Buffer.alloc(endLength);
  end.writeBigUInt64LE(BigInt(at));
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(crc32(list), 12);
  mark.copy(end, 16);
  await file.write(Buffer.concat([list, end]), 0, null, at);
}

/** Piece by piece through memory of our own, so that the checksum is that of what is written, whatever is added to the array meanwhile. */
async function writeSection(file: FileHandle, at: number, { values }: Section) {
  const kept = withoutZeros(values);
  const bytes = bytesOf(values).subarray(0, kept * values.BYTES_PER_ELEMENT);
  const piece = Buffer.alloc(Math.min(pieceLength, bytes.length));
  let checksum = 0;
  for (let from = 0; from < bytes.length; from += pieceLength) {
    const part = piece.subarray(0, Math.min(pieceLength, bytes.length - from));
    part.set(bytes.subarray(from, from + part.length));
    checksum = crc32(part, checksum);
    await file.write(part, 0, part.length, at + from);
  }
  return { kept, bytes: bytes.length, checksum };
}

/** Length without the zeros at the end: room that nobody has used yet. */
function withoutZeros(values: ArrayLike<number>): number {
  let length = values.length;
  while (length > 0 && values[length - 1] === 0) length--;
  return length;
}
