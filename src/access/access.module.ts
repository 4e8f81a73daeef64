import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuditModule } from '../audit/audit.module.js';
import { PolicyGuard } from './policy-guard.js';
import { SessionController } from './session.controller.js';
import { Sessions } from './sessions.js';

@Module({
  imports: [AuditModule],
  controllers: [SessionController],
  providers: [Sessions, { provide: APP_GUARD, useClass: PolicyGuard }],
  exports: [Sessions],
})
export class AccessModule {}
