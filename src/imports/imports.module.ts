import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { PlacesModule } from '../places/places.module.js';
import { ImportsController } from './imports.controller.js';
import { ImportsService } from './imports.service.js';
import { ListsController } from './lists/lists.controller.js';
import { ListsService } from './lists/lists.service.js';
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
  controllers: [ImportsController, ImportStepsController, QuarantineController, ImportFileController, ListsController],
  providers: [
    ImportsService,
    ImportSteps,
    RevertSteps,
    ReleaseSteps,
    BeginImport,
    ReceiveFile,
    ImportSettings,
    PreviewMapping,
    ListsService,
  ],
  exports: [ImportsService, ImportSteps, RevertSteps, BeginImport, ReceiveFile, ImportSettings],
})
export class ImportsModule {}
