import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';

const chunkBytes = 1024 * 1024;

/** Keeps a file byte for byte while it passes through, in the caller's transaction: on a rollback nothing of it stays. */
export class SourceKeeper {
  private readonly hash = createHash('sha256');
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private position = 0;
  byteSize = 0;

  constructor(
    private readonly manager: EntityManager,
    private readonly organisationId: string,
    private readonly sourceId: string,
  ) {}

  async *keep(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      this.hash.update(chunk);
      this.byteSize += chunk.length;
      this.pending.push(chunk);
      this.pendingBytes += chunk.length;
      if (this.pendingBytes >= chunkBytes) await this.write();
      yield chunk;
    }
  }

  /** Call once the file is through. @returns SHA-256 of all of it. */
  async finish(): Promise<Buffer> {
    if (this.pendingBytes > 0) await this.write();
    return this.hash.digest();
  }

  private async write(): Promise<void> {
    await this.manager.query(
      'insert into source_chunks (source_id, organisation_id, position, bytes) values ($1, $2, $3, $4)',
      [this.sourceId, this.organisationId, this.position++, Buffer.concat(this.pending)],
    );
    this.pending = [];
    this.pendingBytes = 0;
  }
}

/** The file as it came, piece by piece. @param inItsName runs a query for the organisation that the file belongs to */
export async function* readSourceBytes(
  inItsName: <T>(work: (manager: EntityManager) => Promise<T>) => Promise<T>,
  sourceId: string,
): AsyncGenerator<Buffer> {
  for (let position = 0; ; position++) {
    const rows: { bytes: Buffer }[] = await inItsName((manager) =>
      manager.query('select bytes from source_chunks where source_id = $1 and position = $2', [sourceId, position]),
    );
    if (rows.length === 0) return;
    yield rows[0].bytes;
  }
}
