import type { ValueDictionary } from './column-data.js';
import { shared } from './shared-arrays.js';

/** Texts by their ids as one run of UTF-8: text i from offsets[i] up to offsets[i + 1]. */
export interface TextArrays {
  bytes: Uint8Array;
  offsets: Uint32Array;
}

export function packTexts(count: number, textOf: (id: number) => string): TextArrays {
  const offsets = shared(Uint32Array, count + 1);
  let length = 0;
  for (let id = 0; id < count; id++) {
    length += Buffer.byteLength(textOf(id));
    offsets[id + 1] = length;
  }
  const bytes = shared(Uint8Array, length);
  const into = bufferOf(bytes);
  for (let id = 0; id < count; id++) into.write(textOf(id), offsets[id]!);
  return { bytes, offsets };
}

/** Texts that do not change any more. */
export class PackedTexts implements ValueDictionary {
  readonly count: number;
  private readonly bytes: Buffer;
  private readonly offsets: Uint32Array;

  constructor({ bytes, offsets }: TextArrays) {
    this.count = offsets.length - 1;
    this.bytes = bufferOf(bytes);
    this.offsets = offsets;
  }

  text(id: number): string {
    return this.bytes.toString('utf8', this.offsets[id]!, this.offsets[id + 1]!);
  }
}

/** The same bytes, as a Buffer. */
export function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
