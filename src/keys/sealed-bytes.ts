import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
/** 96 bits, at random (NIST SP 800-38D, 8.2.2): a data key seals a few dozen fields, far below the 2^32 that are allowed. */
const nonceLength = 12;
const tagLength = 16;

/** @returns nonce, tag and ciphertext, one after the other. */
export function sealBytes(secret: Buffer, additionalData: Buffer, plain: Buffer): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, secret, nonce, { authTagLength: tagLength }).setAAD(additionalData);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** @returns null when the key, the additional data or the bytes are not those that were sealed. */
export function openBytes(secret: Buffer, additionalData: Buffer, sealed: Buffer): Buffer | null {
  if (sealed.length < nonceLength + tagLength) return null;
  const nonce = sealed.subarray(0, nonceLength);
  const tag = sealed.subarray(nonceLength, nonceLength + tagLength);
  const decipher = createDecipheriv(algorithm, secret, nonce, { authTagLength: tagLength });
  decipher.setAAD(additionalData).setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceLength + tagLength)), decipher.final()]);
  } catch {
    return null;
  }
}
