import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { shared } from '../matching/index.js';
import { bytesOf, kinds, type Section, treeOf } from './sections.js';
import type { SnapshotData } from './snapshot-data.js';
import { Contents, endLength, formatVersion, mark, producer } from './snapshot-format.js';

/** Why a file is not used. */
export type Refusal =
  | 'there is no file'
  | 'it is no snapshot'
  | 'it was cut off'
  | 'it is damaged'
  | 'it has another format'
  | 'it was made by another matcher'
  | 'it was made of another database';

/** @returns the snapshot of a file that saveSnapshot wrote for this database with this matcher, or why there is none. @throws what the file system throws but for a missing file */
export async function loadSnapshot(path: string, database: string): Promise<SnapshotData | { refused: Refusal }> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { refused: 'there is no file' };
    throw error;
  }
  try {
    return await read(file, database);
  } finally {
    await file.close();
  }
}

async function read(file: FileHandle, database: string): Promise<SnapshotData | { refused: Refusal }> {
  const contents = await readContents(file);
  if (typeof contents === 'string') return { refused: contents };
  if (contents.producer.format !== formatVersion) return { refused: 'it has another format' };
  const own = producer();
  if (Object.entries(own).some(([key, value]) => contents.producer[key] !== value))
    return { refused: 'it was made by another matcher' };
  if (contents.database !== database) return { refused: 'it was made of another database' };
  const sections: Section[] = [];
  for (const listed of contents.sections) {
    const values = shared<Section['values']>(kinds[listed.kind], listed.length);
    const bytes = bytesOf(values).subarray(0, listed.kept * values.BYTES_PER_ELEMENT);
    if (!(await fill(file, bytes, listed.at)) || crc32(bytes) !== listed.checksum) return { refused: 'it is damaged' };
    sections.push({ name: listed.name, values });
  }
  const { horizon, organisations } = contents;
  return { sides: treeOf(sections) as SnapshotData['sides'], horizon, database, organisations };
}

async function readContents(file: FileHandle): Promise<Contents | Refusal> {
  const { size } = await file.stat();
  const begin = Buffer.alloc(mark.length);
  if (!(await fill(file, begin, 0)) || !begin.equals(mark)) return 'it is no snapshot';
  const end = Buffer.alloc(endLength);
  if (size < mark.length + endLength || !(await fill(file, end, size - endLength)) || !end.subarray(16).equals(mark))
    return 'it was cut off';
  const at = Number(end.readBigUInt64LE());
  const length = end.readUInt32LE(8);
  if (at + length + endLength !== size) return 'it is damaged';
  const list = Buffer.alloc(length);
  if (!(await fill(file, list, at)) || crc32(list) !== end.readUInt32LE(12)) return 'it is damaged';
  const contents = Contents.safeParse(JSON.parse(list.toString('utf8')));
  return contents.success ? contents.data : 'it has another format';
}

/** Reads until the bytes are full. @returns false when the file ends before */
async function fill(file: FileHandle, bytes: Uint8Array, at: number): Promise<boolean> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, at + done);
    if (bytesRead === 0) return false;
    done += bytesRead;
  }
  return true;
}
