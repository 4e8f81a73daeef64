import type { KeyRing } from '../keys/key-ring.js';
import { openBytes, sealBytes } from '../keys/sealed-bytes.js';
import { withLengths } from '../keys/with-lengths.js';

/** Which wish an address belongs to: in another row, or for another channel, it opens no more. */
export interface NoticePlace {
  id: string;
  organisationId: string;
  channel: string;
}

const place = ({ id, organisationId, channel }: NoticePlace) =>
  withLengths('notice_wishes', id, channel, 'address', organisationId);

/** Every sealed address has one of few lengths, so that its own tells nothing. */
const paddedTo = 64;

export function sealNoticeAddress(ring: KeyRing, where: NoticePlace, address: string) {
  const { id, secret } = ring.newestEncryptionKey();
  const bytes = Buffer.from(address);
  const padding = Buffer.alloc((paddedTo - ((bytes.length + 1) % paddedTo)) % paddedTo);
  return { address: sealBytes(secret, place(where), Buffer.concat([bytes, Buffer.of(0), padding])), kekId: id };
}

/** @returns null when the row was changed in the database, or was sealed by a key that is not in the ring (any more) */
export function openNoticeAddress(ring: KeyRing, where: NoticePlace, sealed: Buffer, kekId: string): string | null {
  if (!ring.hasEncryptionKey(kekId)) return null;
  const plain = openBytes(ring.encryptionKey(kekId).secret, place(where), sealed);
  return plain === null ? null : plain.subarray(0, plain.indexOf(0)).toString();
}
