import { createHash, randomBytes } from 'node:crypto';

/**
 * A new secret: `atk_`, the beginning of the key's id (so that people and scanners see which key it is), and 256 random bits.
 * Example: atk_1f0c2d3e.<43 characters of base64url>
 */
export const newSecret = (keyId: string): string => `atk_${keyId.slice(0, 8)}.${randomBytes(32).toString('base64url')}`;

/**
 * What is kept of a secret. A plain SHA-256 and no slow or keyed hash: of 256 random bits nobody can try all, so a stolen hash confirms
 * no guess (unlike that of a name or a password, security.md section 4), and a program sends its secret with every request.
 */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest();
