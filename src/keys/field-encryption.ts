import { openBytes, sealBytes } from './sealed-bytes.js';
import { withLengths } from './with-lengths.js';

/** Where a sealed text stands. It opens nowhere else: a row that somebody moved or exchanged in the database is refused (C13). */
export interface FieldPlace {
  table: string;
  /** Id of the row. A row that belongs to another names that one too, so that it cannot be handed to somebody else. */
  row: string;
  column: string;
  organisationId: string;
}

/** The key of one case, unwrapped. */
export interface DataKey {
  /** A UUID. It stands in every ciphertext. */
  id: string;
  /** 32 bytes. */
  secret: Buffer;
}

/** `format`: no ciphertext of ours. `key`: made with another data key. `altered`: changed, or moved from another place. */
export type Unreadable = 'format' | 'key' | 'altered';

export class FieldUnreadable extends Error {
  constructor(readonly reason: Unreadable) {
    super(`A sealed field cannot be opened: ${reason}`);
  }
}

const version = 1;
const keyIdLength = 16;
const headerLength = 1 + keyIdLength;
/** Nearly every name, telephone number and address fits the first size, so that their lengths tell nothing. */
const smallestSize = 128;

/**
 * Seals a text for one place with AES-256-GCM. Bytes: version (1), data key id (16), nonce (12), tag (16), ciphertext of the padded text.
 * @throws RangeError for a text with half a character (a lone surrogate), which would not come back as it was.
 */
export function sealField(key: DataKey, place: FieldPlace, text: string): Buffer {
  if (!text.isWellFormed()) throw new RangeError('The text holds half of a character');
  const header = Buffer.concat([Buffer.of(version), keyIdBytes(key.id)]);
  return Buffer.concat([header, sealBytes(key.secret, additionalData(header, place), padded(text))]);
}

/** @throws FieldUnreadable */
export function openField(key: DataKey, place: FieldPlace, sealed: Buffer): string {
  if (sealed.length <= headerLength || sealed[0] !== version) throw new FieldUnreadable('format');
  const header = sealed.subarray(0, headerLength);
  if (!header.subarray(1).equals(keyIdBytes(key.id))) throw new FieldUnreadable('key');
  const plain = openBytes(key.secret, additionalData(header, place), sealed.subarray(headerLength));
  if (!plain) throw new FieldUnreadable('altered');
  return plain.subarray(4, 4 + plain.readUInt32BE(0)).toString('utf8');
}

function additionalData(header: Buffer, { table, row, column, organisationId }: FieldPlace): Buffer {
  return withLengths('athar field', header, table, row, column, organisationId);
}

/** Its length, the text, zeros up to the next of 128, 256, 512 … bytes. */
function padded(text: string): Buffer {
  const framed = withLengths(text);
  let size = smallestSize;
  while (size < framed.length) size *= 2;
  return Buffer.concat([framed, Buffer.alloc(size - framed.length)]);
}

const keyIdBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');
