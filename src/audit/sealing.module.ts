import { Module } from '@nestjs/common';
import { Sealer } from './sealer.js';

/** For the API process alone: it holds the key. Needs AUDIT_SIGNER from a global module. */
@Module({ providers: [Sealer] })
export class SealingModule {}
