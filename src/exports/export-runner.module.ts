import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { FollowReports } from './feed/follow-reports.js';
import { EndExports } from './run/end-exports.js';
import { MakeExport } from './run/make-export.js';

/** The worker's half: what may be shared of each report, who is in an export, and the end of both. */
@Module({
  imports: [JobsModule],
  providers: [FollowReports, MakeExport, EndExports],
  exports: [FollowReports, MakeExport],
})
export class ExportRunnerModule {}
