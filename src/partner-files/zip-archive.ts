import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import yauzl from 'yauzl';
import { FileProblem } from './file-problem.js';
import { limits, megabytes } from './limits.js';

/**
 * Parts of a zip archive that is held in memory. What is unpacked is counted as it comes out, over all parts: no header is believed.
 * Parts with unsafe names, with a password, or too many of them refuse the whole archive.
 */
export class ZipArchive {
  private unpacked = 0;

  private constructor(
    private readonly zip: yauzl.ZipFile,
    private readonly entries: ReadonlyMap<string, yauzl.Entry>,
  ) {}

  /** @throws FileProblem */
  static async open(chunks: Buffer[]): Promise<ZipArchive> {
    const reader = new ChunkReader(chunks);
    const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
      yauzl.fromRandomAccessReader(reader, reader.size, { ...options }, (error, opened) =>
        error ? reject(damaged('')) : resolve(opened),
      );
    });
    return new ZipArchive(zip, await readEntries(zip));
  }

  get names(): string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** The unpacked bytes of one part. @throws FileProblem */
  async *part(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.entries.get(name);
    if (!entry) throw damaged(name);
    const stream = await this.unpackedStream(entry);
    let size = 0;
    let checksum = 0;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        size += chunk.length;
        this.unpacked += chunk.length;
        if (this.unpacked > limits.unpackedBytes) {
          throw new FileProblem('file.unpacks_too_large', { limit: megabytes(limits.unpackedBytes) });
        }
        if (size > limits.packingFrom && size > limits.packing * entry.compressedSize) {
          throw new FileProblem('file.packed_too_tightly', { limit: limits.packing });
        }
        checksum = crc32(chunk, checksum);
        yield chunk;
      }
      // A changed byte may still unpack, to other names.
      if (size !== entry.uncompressedSize || checksum !== entry.crc32) throw damaged(name);
    } catch (error) {
      throw error instanceof FileProblem ? error : damaged(name);
    } finally {
      stream.destroy();
    }
  }

  private unpackedStream(entry: yauzl.Entry): Promise<Readable> {
    const { compressionMethod } = entry;
    return new Promise((resolve, reject) => {
      if (compressionMethod !== stored && compressionMethod !== deflated) throw damaged(entry.fileName);
      this.zip.openReadStream(entry, { decodeFileData: false }, (error, packed) => {
        if (error) reject(damaged(entry.fileName));
        else if (compressionMethod === stored) resolve(packed);
        // What goes wrong reaches the reader as the error of the unpacking stream.
        else resolve(pipeline(packed, createInflateRaw({ chunkSize: 65_536 }), () => undefined));
      });
    });
  }
}

/** The two ways of packing that workbooks use. */
const stored = 0;
const deflated = 8;
const options = { lazyEntries: true, strictFileNames: true, autoClose: false } as const;

/** Names of parts are the writer's: only what the format itself calls so is said. */
const damaged = (part: string) =>
  new FileProblem('file.archive_damaged', { part: /^[\w./[\]-]{1,80}$/.test(part) ? part : 'zip' });

function readEntries(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>();
  return new Promise((resolve, reject) => {
    // Unsafe names (.., absolute, backslash) come as an error of the reader.
    zip.on('error', (error: Error) => {
      const unsafe = /relative path|absolute path|characters in fileName/.test(error.message);
      reject(unsafe ? new FileProblem('file.archive_path') : damaged(''));
    });
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: yauzl.Entry) => {
      if (entries.size >= limits.archiveEntries) {
        reject(new FileProblem('file.archive_entries', { limit: limits.archiveEntries }));
      } else if (entry.isEncrypted()) reject(new FileProblem('file.encrypted'));
      else if (entries.has(entry.fileName)) reject(damaged(entry.fileName));
      else {
        entries.set(entry.fileName, entry);
        zip.readEntry();
      }
    });
    zip.readEntry();
  });
}

/** Random access to pieces as they came in: putting them together would hold the file twice. */
class ChunkReader extends yauzl.RandomAccessReader {
  readonly size: number;
  private readonly starts: number[] = [];

  constructor(private readonly chunks: Buffer[]) {
    super();
    let size = 0;
    for (const chunk of chunks) {
      this.starts.push(size);
      size += chunk.length;
    }
    this.size = size;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.range(start, end), { objectMode: false });
  }

  private *range(start: number, end: number): Generator<Buffer> {
    let index = this.starts.findLastIndex((from) => from <= start);
    for (let at = start; at < end; index++) {
      const piece = this.chunks[index].subarray(at - this.starts[index], end - this.starts[index]);
      at += piece.length;
      yield piece;
    }
  }
}
