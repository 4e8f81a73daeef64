import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { MatchingModule } from '../suggestions/matching.module.js';
import { FollowModel } from './follow-model.js';
import { GoOnRematch } from './go-on-rematch.js';
import { MarkWhatBecameDue } from './mark-what-became-due.js';
import { RunRematchChunk } from './run-rematch-chunk.js';

/** The worker's half: it begins what has to be compared again, and does it chunk by chunk. */
@Module({
  imports: [JobsModule, MatchingModule],
  providers: [FollowModel, GoOnRematch, RunRematchChunk, MarkWhatBecameDue],
  exports: [FollowModel, GoOnRematch, RunRematchChunk],
})
export class RematchRunnerModule {}
