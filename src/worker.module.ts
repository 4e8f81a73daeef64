import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from './config.js';
import { workerLimits } from './database/data-source.js';
import { ExportRunnerModule } from './exports/export-runner.module.js';
import { FollowReports } from './exports/feed/follow-reports.js';
import { MakeExport } from './exports/run/make-export.js';
import { FoundationModule } from './foundation.module.js';
import { CheckImport } from './imports/check/check-import.js';
import { ImportRunnerModule } from './imports/import-runner.module.js';
import { InspectImport } from './imports/inspect/inspect-import.js';
import { JudgeImport } from './imports/quarantine/judge-import.js';
import { RunImport } from './imports/run/run-import.js';
import { RevertImport } from './imports/undo/revert-import.js';
import { TASK_HANDLERS, type TaskHandler } from './jobs/job-list.js';
import { JobRunner } from './jobs/job-runner.js';
import { JobsModule } from './jobs/jobs.module.js';
import { Sweeper } from './jobs/sweeper.js';
import type { Log } from './logging.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { FollowModel } from './rematches/follow-model.js';
import { GoOnRematch } from './rematches/go-on-rematch.js';
import { RematchRunnerModule } from './rematches/rematch-runner.module.js';
import { RunRematchChunk } from './rematches/run-rematch-chunk.js';
import { MATCH_RECORDS, MATCH_REPORTS, MatchingModule } from './suggestions/matching.module.js';
import { workerEntities } from './worker.entities.js';

/** What runs later: imports, profiles, scoring. Nothing that it loads can reach a reporter or send a message. */
@Module({})
export class WorkerModule {
  static with(config: Config, log: Log): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        FoundationModule.with(config, log, workerEntities, workerLimits),
        JobsModule,
        ImportRunnerModule,
        ExportRunnerModule,
        MatchingModule,
        RematchRunnerModule,
        MetricsModule.of('worker'),
      ],
      providers: [
        {
          provide: TASK_HANDLERS,
          inject: [
            InspectImport,
            CheckImport,
            RunImport,
            JudgeImport,
            RevertImport,
            FollowReports,
            MakeExport,
            MATCH_REPORTS,
            MATCH_RECORDS,
            FollowModel,
            GoOnRematch,
            RunRematchChunk,
          ],
          useFactory: (...handlers: TaskHandler[]) => handlers,
        },
        JobRunner,
        Sweeper,
      ],
    };
  }
}
