import type { KeyObject } from 'node:crypto';

/** Signs heads of chains with Ed25519 (RFC 8032). The private key lies outside the database. */
export interface AuditSigner {
  /** Names the key that signs now: letters, digits, `_`, `.`, `-`. */
  readonly keyId: string;
  /** @returns 64 bytes */
  sign(bytes: Uint8Array): Buffer;
  /** Also of keys that do not sign any more; null for a key that was never ours. */
  publicKeyOf(keyId: string): KeyObject | null;
}

export const AUDIT_SIGNER = Symbol('audit signer');
