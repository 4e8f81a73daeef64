import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { PlacesModule } from '../places/places.module.js';
import { CheckImport } from './check/check-import.js';
import { InspectImport } from './inspect/inspect-import.js';

/** The worker's half of imports: it looks at files, checks them and stores their rows. */
@Module({
  imports: [JobsModule, PlacesModule],
  providers: [InspectImport, CheckImport],
  exports: [InspectImport, CheckImport],
})
export class ImportRunnerModule {}
