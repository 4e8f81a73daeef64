import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { AlteredFields } from './altered-fields.js';
import { ReporterErasure } from './erase-reporter.js';
import { ReporterStore } from './reporter-store.js';
import { ReportersController } from './reporters.controller.js';
import { Reporters } from './reporters.service.js';
import { Reveals } from './reveals.service.js';

@Module({
  imports: [AuditModule, JobsModule],
  controllers: [ReportersController],
  providers: [AlteredFields, Reporters, ReporterStore, ReporterErasure, Reveals],
  exports: [AlteredFields, ReporterStore, ReporterErasure],
})
export class ReportersModule {}
