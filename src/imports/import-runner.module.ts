import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { PlacesModule } from '../places/places.module.js';
import { RunImport } from './run-import.js';

/** The worker's half of imports: it stores the rows. */
@Module({ imports: [JobsModule, PlacesModule], providers: [RunImport], exports: [RunImport] })
export class ImportRunnerModule {}
