import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MarkWhatBecameDue } from './mark-what-became-due.js';
import { MatchHandler } from './match-handler.js';
import { Profiles } from './profiles.js';

export const MATCH_REPORTS = Symbol('match reports');
export const MATCH_RECORDS = Symbol('match detention records');

/** The worker's half of suggestions: it scores and stores, and can neither decide nor reach a reporter. */
@Module({
  providers: [
    Profiles,
    MarkWhatBecameDue,
    {
      provide: MATCH_REPORTS,
      inject: [DataSource, Profiles],
      useFactory: (dataSource: DataSource, profiles: Profiles) => new MatchHandler('report', dataSource, profiles),
    },
    {
      provide: MATCH_RECORDS,
      inject: [DataSource, Profiles],
      useFactory: (dataSource: DataSource, profiles: Profiles) => new MatchHandler('record', dataSource, profiles),
    },
  ],
  exports: [MATCH_REPORTS, MATCH_RECORDS],
})
export class MatchingModule {}
