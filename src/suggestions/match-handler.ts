import type { DataSource } from 'typeorm';
import { clearDue } from '../jobs/due-marks.js';
import type { DueSubject, TaskHandler } from '../jobs/job-list.js';
import { matcherVersion, type RecordSide, suggestPair } from '../matching/index.js';
import { findCandidatePairs } from './candidate-pairs.js';
import type { Profiles } from './profiles.js';
import { profilesOfStoredPairs, type ScoredPair, storeSuggestions } from './store-suggestions.js';

/**
 * Compares records of one side with everything on the other side.
 * First the profiles are committed, then the search begins: of any two records the one that commits later finds the other, so no pair
 * is missed however many workers run at once. Running it twice stores the same.
 */
export class MatchHandler implements TaskHandler {
  readonly task: 'reports.match' | 'detention-records.match';

  constructor(
    private readonly side: RecordSide,
    private readonly dataSource: DataSource,
    private readonly profiles: Profiles,
  ) {
    this.task = side === 'report' ? 'reports.match' : 'detention-records.match';
  }

  async handle(due: DueSubject[]): Promise<void> {
    const ids = due.map((subject) => subject.id);
    const { profiles, handled } = await this.profiles.refresh(this.side, ids);
    const seen = await profilesOfStoredPairs(this.dataSource.manager, this.side, ids, matcherVersion);
    const scored = await this.score(profiles.map((profile) => profile.recordId));
    await this.dataSource.transaction(async (manager) => {
      await storeSuggestions(manager, this.side, ids, scored, seen, matcherVersion);
      // A subject that is no longer there has nothing left to do either.
      const gone = due.filter((subject) => !handled.some((done) => done.id === subject.id));
      await clearDue(manager, this.task, [...handled, ...gone]);
    });
  }

  private async score(ids: string[]): Promise<ScoredPair[]> {
    if (ids.length === 0) return [];
    const pairs = await findCandidatePairs(this.dataSource, this.side, ids);
    const profiles = await this.profiles.read([...new Set(pairs.flatMap((pair) => [pair.reportId, pair.recordId]))]);
    return pairs.flatMap(({ reportId, recordId }) => {
      const report = profiles.get(reportId);
      const record = profiles.get(recordId);
      if (!report || !record) return [];
      const score = suggestPair(report.compiled, record.compiled);
      if (!score) return [];
      return [
        {
          reportId,
          recordId,
          organisationId: report.organisationId,
          reportRevision: report.revision,
          recordRevision: record.revision,
          score,
        },
      ];
    });
  }
}
