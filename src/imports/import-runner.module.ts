import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { PlacesModule } from '../places/places.module.js';
import { JudgeImport } from './quarantine/judge-import.js';
import { RunImport } from './run/run-import.js';
import { RevertImport } from './undo/revert-import.js';

/** The worker's half of imports: it stores the rows, looks at what comparing found, and takes imports back. */
@Module({
  imports: [JobsModule, PlacesModule],
  providers: [RunImport, JudgeImport, RevertImport],
  exports: [RunImport, JudgeImport, RevertImport],
})
export class ImportRunnerModule {}
