import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { PlacesModule } from '../places/places.module.js';
import { ImportsController } from './imports.controller.js';
import { ImportsService } from './imports.service.js';
import { ListsController } from './lists/lists.controller.js';
import { ListsService } from './lists/lists.service.js';
import { ImportSettings } from './settings/import-settings.js';
import { PreviewMapping } from './settings/mapping-preview.js';
import { BeginImport } from './upload/begin-import.js';
import { ImportFileController } from './upload/file.controller.js';
import { ReceiveFile } from './upload/receive-file.js';

@Module({
  imports: [AuditModule, JobsModule, PlacesModule],
  controllers: [ImportsController, ImportFileController, ListsController],
  providers: [ImportsService, BeginImport, ReceiveFile, ImportSettings, PreviewMapping, ListsService],
  exports: [ImportsService, BeginImport, ReceiveFile, ImportSettings],
})
export class ImportsModule {}
