import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { ExportFiles } from './export-file.js';
import { ExportsController } from './exports.controller.js';
import { ExportsService } from './exports.service.js';
import { FeedController } from './feed/feed.controller.js';
import { PersonFeed } from './feed/person-feed.js';

@Module({
  imports: [AuditModule, JobsModule],
  controllers: [ExportsController, FeedController],
  providers: [ExportsService, ExportFiles, PersonFeed],
})
export class ExportsModule {}
