import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuditModule } from '../audit/audit.module.js';
import { Acting } from './acting.js';
import { Callers } from './callers.js';
import { Idempotency } from './idempotency.js';
import { PolicyGuard } from './policy-guard.js';
import { SessionController } from './session.controller.js';
import { Sessions } from './sessions.js';

/** Who comes, what he may do, and the only way to the record. Every room of the API stands on it. */
@Global()
@Module({
  imports: [AuditModule],
  controllers: [SessionController],
  providers: [Acting, Callers, Idempotency, Sessions, { provide: APP_GUARD, useClass: PolicyGuard }],
  exports: [Acting, Callers, Idempotency, Sessions, AuditModule],
})
export class AccessModule {}
