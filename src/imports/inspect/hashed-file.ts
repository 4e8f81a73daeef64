import { createHash } from 'node:crypto';

/** Hands on the bytes of a file and works out its SHA-256 on the way. */
export class HashedFile {
  private readonly hash = createHash('sha256');
  private readonly coming: AsyncIterator<Buffer>;

  constructor(bytes: AsyncIterable<Buffer>) {
    this.coming = bytes[Symbol.asyncIterator]();
  }

  async *bytes(): AsyncGenerator<Buffer> {
    for (let next = await this.coming.next(); !next.done; next = await this.coming.next()) {
      this.hash.update(next.value);
      yield next.value;
    }
  }

  /** Of the whole file, also of what nobody read: call once, when nobody reads any more. */
  async sha256(): Promise<Buffer> {
    for (let next = await this.coming.next(); !next.done; next = await this.coming.next()) this.hash.update(next.value);
    return this.hash.digest();
  }
}
