import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { AUDIT_SIGNER, type AuditSigner } from './audit-signer.js';
import { Sealer } from './sealer.js';

/** Seals heads. For the API process alone: a worker holds no key. */
@Module({})
export class SealingModule {
  /** @param signer what a global module provides */
  static signedBy(signer: Type<AuditSigner>): DynamicModule {
    return { module: SealingModule, providers: [Sealer, { provide: AUDIT_SIGNER, useExisting: signer }] };
  }
}
