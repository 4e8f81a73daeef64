import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { PlacesModule } from '../places/places.module.js';
import { ImportFilesController } from './files/files.controller.js';
import { GivenFiles } from './files/given-file.js';
import { GoneRows } from './files/gone-rows.js';
import { ImportsController } from './imports.controller.js';
import { ImportsService } from './imports.service.js';
import { ListsController } from './lists/lists.controller.js';
import { ListsService } from './lists/lists.service.js';
import { ProgressController } from './progress/progress.controller.js';
import { ProgressStreams } from './progress/progress-streams.js';
import { WatchedImports } from './progress/watched-imports.js';
import { QuarantineController } from './quarantine/quarantine.controller.js';
import { ReleaseSteps } from './quarantine/release-steps.js';
import { ImportSteps } from './run/import-steps.js';
import { ImportStepsController } from './run/steps.controller.js';
import { ImportSettings } from './settings/import-settings.js';
import { PreviewMapping } from './settings/mapping-preview.js';
import { RevertSteps } from './undo/revert-steps.js';
import { BeginImport } from './upload/begin-import.js';
import { ImportFileController } from './upload/file.controller.js';
import { ReceiveFile } from './upload/receive-file.js';

@Module({
  imports: [AuditModule, JobsModule, PlacesModule],
  controllers: [
    ImportsController,
    ImportStepsController,
    QuarantineController,
    ImportFileController,
    ImportFilesController,
    ProgressController,
    ListsController,
  ],
  providers: [
    ImportsService,
    ImportSteps,
    RevertSteps,
    ReleaseSteps,
    BeginImport,
    ReceiveFile,
    ImportSettings,
    PreviewMapping,
    GivenFiles,
    GoneRows,
    ProgressStreams,
    WatchedImports,
    ListsService,
  ],
  exports: [ImportsService, ImportSteps, RevertSteps, BeginImport, ReceiveFile, ImportSettings, GivenFiles],
})
export class ImportsModule {}
