import { isUtf8 } from 'node:buffer';
import type { Encoding, FileBytes } from './reading.js';

/**
 * Text of a file, in pieces of any size; a byte order mark is left out.
 *
 * A byte that is no text in this encoding becomes a lone surrogate U+DC80 … U+DCFF (its value + U+DC00, as Python's "surrogateescape"
 * does, PEP 383): well-formed text never holds one, so the rows in question are found by `isWellFormed` while all others stay readable.
 */
export async function* decodeText(bytes: FileBytes, encoding: Encoding): AsyncGenerator<string> {
  const decoder = decoders[encoding]();
  let first = true;
  for await (const chunk of bytes) {
    let text = decoder.piece(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    if (first && text !== '') {
      first = false;
      if (text.startsWith('\ufeff')) text = text.slice(1);
    }
    if (text !== '') yield text;
  }
  const rest = decoder.end();
  if (rest !== '') yield rest;
}

interface PieceDecoder {
  piece(bytes: Buffer): string;
  end(): string;
}

const decoders: Record<Encoding, () => PieceDecoder> = {
  'utf-8': utf8Decoder,
  'utf-16le': () => utf16Decoder((bytes) => bytes),
  'utf-16be': () => utf16Decoder((bytes) => Buffer.from(bytes).swap16()),
  'windows-1256': () => {
    // The WHATWG table gives every byte a character, so nothing can be wrong here.
    const decoder = new TextDecoder('windows-1256');
    return { piece: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
  },
};

function utf8Decoder(): PieceDecoder {
  let held: Buffer = Buffer.alloc(0);
  return {
    piece(bytes) {
      const all = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
      const whole = all.length - unfinishedTail(all);
      held = Buffer.from(all.subarray(whole));
      return utf8Text(all.subarray(0, whole));
    },
    end: () => utf8Text(held),
  };
}

/** Bytes at the end that may be the beginning of a character: 0 to 3. */
function unfinishedTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

function utf8Text(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let text = '';
  let start = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    text += bytes.toString('utf8', start, at) + String.fromCharCode(0xdc00 + bytes[at]);
    at++;
    start = at;
  }
  return text + bytes.toString('utf8', start);
}

/** Bytes of the well-formed UTF-8 character at `at` (Unicode table 3-7), or 0 if there is none. */
export function characterLength(bytes: Buffer, at: number): number {
  const first = bytes[at];
  if (first < 0x80) return 1;
  const continues = (index: number, from = 0x80, to = 0xbf) => bytes[at + index] >= from && bytes[at + index] <= to;
  if (first >= 0xc2 && first <= 0xdf) return continues(1) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    const second = continues(1, first === 0xe0 ? 0xa0 : 0x80, first === 0xed ? 0x9f : 0xbf);
    return second && continues(2) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const second = continues(1, first === 0xf0 ? 0x90 : 0x80, first === 0xf4 ? 0x8f : 0xbf);
    return second && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

/** A lone surrogate of the file stays what it is. A single byte at the end is no text. */
function utf16Decoder(toLittleEndian: (bytes: Buffer) => Buffer): PieceDecoder {
  let held: Buffer = Buffer.alloc(0);
  return {
    piece(bytes) {
      const all = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
      const whole = all.length - (all.length % 2);
      held = Buffer.from(all.subarray(whole));
      return toLittleEndian(all.subarray(0, whole)).toString('utf16le');
    },
    end: () => (held.length === 0 ? '' : String.fromCharCode(0xdc80 + (held[0] & 0x7f))),
  };
}
