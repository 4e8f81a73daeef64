import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { RematchesController } from './rematches.controller.js';
import { Rematches } from './rematches.service.js';

/** The administrators' half: it begins, pauses and watches runs, and compares nothing. */
@Module({
  imports: [AuditModule, JobsModule],
  controllers: [RematchesController],
  providers: [Rematches],
  exports: [Rematches],
})
export class RematchesModule {}
