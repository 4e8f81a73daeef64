import type { KeyRing } from './key-ring.js';
import { openBytes, sealBytes } from './sealed-bytes.js';
import { withLengths } from './with-lengths.js';

/** Whose key it is. Wrapped for one case, it opens for no other. */
export interface KeyOwner {
  id: string;
  reportId: string;
  organisationId: string;
}

export interface WrappedKey {
  wrapped: Buffer;
  kekId: string;
}

/** The wrapped key was changed in the database, or belongs to another case. */
export class WrappedKeyAltered extends Error {
  constructor(readonly caseKeyId: string) {
    super(`The data key ${caseKeyId} cannot be unwrapped`);
  }
}

const additionalData = ({ id, reportId, organisationId }: KeyOwner) =>
  withLengths('case_keys', id, reportId, organisationId);

/** Wraps a data key (32 bytes) under the newest key-encryption key of the ring. Bytes: nonce (12), tag (16), ciphertext (32). */
export function wrapKey(ring: KeyRing, owner: KeyOwner, secret: Buffer): WrappedKey {
  const kek = ring.newestEncryptionKey();
  return { wrapped: sealBytes(kek.secret, additionalData(owner), secret), kekId: kek.id };
}

/** @throws KeyMissing, WrappedKeyAltered */
export function unwrapKey(ring: KeyRing, owner: KeyOwner, { wrapped, kekId }: WrappedKey): Buffer {
  const secret = openBytes(ring.encryptionKey(kekId).secret, additionalData(owner), wrapped);
  if (secret?.length !== 32) throw new WrappedKeyAltered(owner.id);
  return secret;
}
