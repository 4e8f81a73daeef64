import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditReadingService } from './audit-reading.service.js';

/** The audit chain of an organisation as its auditors see it. A room of its own: what writes the chain stands below the access to it. */
@Module({ controllers: [AuditController], providers: [AuditReadingService] })
export class AuditReadingModule {}
