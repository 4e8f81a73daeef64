import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { KeyRingFile } from './key-ring-file.js';

/** Signs heads of the audit chain (the AuditSigner of src/audit/) with the newest Ed25519 key of the ring. */
@Injectable()
export class RingSigner {
  constructor(private readonly file: KeyRingFile) {}

  get keyId(): string {
    return this.file.current().auditKeyId;
  }

  /** @returns 64 bytes (RFC 8032) */
  sign(bytes: Uint8Array): Buffer {
    return this.file.current().signAudit(bytes);
  }

  publicKeyOf(keyId: string): KeyObject | null {
    return this.file.current().auditPublicKey(keyId);
  }
}
