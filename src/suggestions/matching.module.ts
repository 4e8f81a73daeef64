import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Snapshots } from '../snapshot/snapshots.js';
import { Completeness } from './completeness.js';
import { FindPairs } from './find-pairs.js';
import { MatchHandler } from './match-handler.js';
import { Nightly } from './nightly.js';
import { Profiles } from './profiles.js';

export const MATCH_REPORTS = Symbol('match reports');
export const MATCH_RECORDS = Symbol('match detention records');

/** The worker's half of suggestions: it scores and stores, and can neither decide nor reach a reporter. */
@Module({
  providers: [
    Profiles,
    Snapshots,
    FindPairs,
    Completeness,
    Nightly,
    {
      provide: MATCH_REPORTS,
      inject: [DataSource, Profiles, FindPairs],
      useFactory: (dataSource: DataSource, profiles: Profiles, findPairs: FindPairs) =>
        new MatchHandler('report', dataSource, profiles, findPairs),
    },
    {
      provide: MATCH_RECORDS,
      inject: [DataSource, Profiles, FindPairs],
      useFactory: (dataSource: DataSource, profiles: Profiles, findPairs: FindPairs) =>
        new MatchHandler('record', dataSource, profiles, findPairs),
    },
  ],
  exports: [Profiles, FindPairs, MATCH_REPORTS, MATCH_RECORDS],
})
export class MatchingModule {}
