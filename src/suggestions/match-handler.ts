import type { DataSource, EntityManager } from 'typeorm';
import { forOrganisation, turnTo } from '../database/for-organisation.js';
import { clearDue } from '../jobs/due-marks.js';
import type { DueSubject, TaskHandler } from '../jobs/job-list.js';
import { matcherVersion, RecordColumns, type RecordSide, ReportScorer } from '../matching/index.js';
import { allowedPairs } from './allowed-pairs.js';
import { findCandidatePairs } from './candidate-pairs.js';
import type { Profiles } from './profiles.js';
import {
  organisationsOfStoredPairs,
  profilesOfStoredPairs,
  type ScoredPair,
  storeSuggestions,
} from './store-suggestions.js';

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

  async handle(organisationId: string, due: DueSubject[]): Promise<void> {
    const ids = due.map((subject) => subject.id);
    const { profiles, handled } = await this.profiles.refresh(organisationId, this.side, ids);
    const { seen, scored } = await forOrganisation(this.dataSource, organisationId, async (manager) => ({
      seen: await profilesOfStoredPairs(manager, this.side, ids, matcherVersion),
      scored: await this.score(
        manager,
        profiles.map((profile) => profile.recordId),
      ),
    }));
    await forOrganisation(this.dataSource, organisationId, async (manager) => {
      const reportsOf = new Set([
        ...scored.map((pair) => pair.organisationId),
        ...(await organisationsOfStoredPairs(manager, this.side, ids)),
      ]);
      // Always in the same order, so that two jobs that store for the same organisations do not wait for each other in a ring.
      for (const owner of [...reportsOf].sort()) {
        await turnTo(manager, owner);
        const pairs = await allowedPairs(
          manager,
          scored.filter((pair) => pair.organisationId === owner),
        );
        await storeSuggestions(manager, owner, this.side, ids, pairs, seen, matcherVersion);
      }
      await turnTo(manager, organisationId);
      // A subject that is no longer there has nothing left to do either.
      const revisions = new Map(handled.map((done) => [done.id, done.revision]));
      const done = due.map((subject) => ({ ...subject, revision: revisions.get(subject.id) ?? subject.revision }));
      await clearDue(manager, this.task, done);
    });
  }

  private async score(manager: EntityManager, ids: string[]): Promise<ScoredPair[]> {
    if (ids.length === 0) return [];
    const pairs = await findCandidatePairs(manager, this.side, ids);
    const profiles = await this.profiles.read(manager, [
      ...new Set(pairs.flatMap((pair) => [pair.reportId, pair.recordId])),
    ]);
    const records = new Map<string, number>();
    for (const { recordId } of pairs)
      if (profiles.has(recordId)) records.set(recordId, records.get(recordId) ?? records.size);
    const scorer = new ReportScorer(new RecordColumns([...records.keys()].map((id) => profiles.get(id)!.compiled)));
    // Report by report: what one value is worth for a report is then worked out once.
    pairs.sort((a, b) => (a.reportId < b.reportId ? -1 : a.reportId > b.reportId ? 1 : 0));
    let asked: string | null = null;
    return pairs.flatMap(({ reportId, recordId }) => {
      const report = profiles.get(reportId);
      const record = profiles.get(recordId);
      if (!report || !record) return [];
      if (asked !== reportId) scorer.compareWith(report.compiled);
      asked = reportId;
      const score = scorer.suggest(records.get(recordId)!);
      if (!score) return [];
      return [
        {
          reportId,
          recordId,
          organisationId: report.organisationId,
          recordOrganisationId: record.organisationId,
          reportRevision: report.revision,
          recordRevision: record.revision,
          score,
        },
      ];
    });
  }
}
