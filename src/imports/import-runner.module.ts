import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { PlacesModule } from '../places/places.module.js';
import { CheckImport } from './check/check-import.js';
import { InspectImport } from './inspect/inspect-import.js';
import { JudgeImport } from './quarantine/judge-import.js';
import { RunImport } from './run/run-import.js';
import { RevertImport } from './undo/revert-import.js';

const tasks = [InspectImport, CheckImport, RunImport, JudgeImport, RevertImport];

/** The worker's half of imports: it looks at files, checks them, stores their rows, looks at what comparing found, and takes imports back. */
@Module({ imports: [JobsModule, PlacesModule], providers: tasks, exports: tasks })
export class ImportRunnerModule {}
