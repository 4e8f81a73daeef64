import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { ModelChangesController } from './model-changes.controller.js';
import { ModelChanges } from './model-changes.service.js';
import { ModelsController } from './models.controller.js';
import { Models } from './models.service.js';

/** The numbers by which pairs are scored, and how two people put others in use (docs/models.md). Workers score; here it is looked at and decided. */
@Module({
  imports: [AuditModule, JobsModule],
  controllers: [ModelsController, ModelChangesController],
  providers: [Models, ModelChanges],
  exports: [Models, ModelChanges],
})
export class ModelsModule {}
