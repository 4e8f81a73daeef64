import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuditModule } from '../audit/audit.module.js';
import { Acting } from './acting.js';
import { Admission } from './admission.js';
import { Callers } from './callers.js';
import { Idempotency } from './idempotency.js';
import { InvitationsController } from './invitations.controller.js';
import { Invitations } from './invitations.js';
import { OwnCredentialsController } from './own-credentials.controller.js';
import { OwnCredentialsService } from './own-credentials.js';
import { OwnSessionsController } from './own-sessions.controller.js';
import { Passkeys } from './passkeys.js';
import { PolicyGuard } from './policy-guard.js';
import { SessionController } from './session.controller.js';
import { Sessions } from './sessions.js';
import { SignIn } from './sign-in.js';
import { SlowHashes } from './slow-hashes.js';
import { SweepOldRows } from './sweep-old-rows.js';
import { TotpSecrets } from './totp-secrets.js';
import { TryLimits } from './try-limits.js';

/** Who comes, what he may do, and the only way to the record. Every room of the API stands on it. */
@Global()
@Module({
  imports: [AuditModule],
  controllers: [SessionController, OwnSessionsController, OwnCredentialsController, InvitationsController],
  providers: [
    Acting,
    Admission,
    Callers,
    Idempotency,
    TryLimits,
    SlowHashes,
    Sessions,
    Passkeys,
    TotpSecrets,
    SignIn,
    Invitations,
    OwnCredentialsService,
    SweepOldRows,
    { provide: APP_GUARD, useClass: PolicyGuard },
  ],
  exports: [Acting, Callers, Idempotency, Sessions, TryLimits, SlowHashes, Invitations, AuditModule],
})
export class AccessModule {}
