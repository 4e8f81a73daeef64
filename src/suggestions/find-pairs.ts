import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { forOrganisation } from '../database/for-organisation.js';
import { RecordColumns, type RecordSide, ReportScorer } from '../matching/index.js';
import { findCandidatePairs } from './candidate-pairs.js';
import { type Profile, Profiles } from './profiles.js';
import type { ScoredPair } from './store-suggestions.js';

/** `exact`: everything on the other side is scored. `indexed`: what shares enough rare keys is. */
export type HowToSearch = 'exact' | 'indexed';

/** Finds what stands on the other side of some records and is worth a person's look. */
@Injectable()
export class FindPairs {
  constructor(
    private readonly dataSource: DataSource,
    private readonly profiles: Profiles,
  ) {}

  /** @param profiles of one side and one organisation, committed before this is called. */
  async find(
    organisationId: string,
    side: RecordSide,
    profiles: readonly Profile[],
    _how: HowToSearch,
  ): Promise<ScoredPair[]> {
    if (profiles.length === 0) return [];
    return forOrganisation(this.dataSource, organisationId, async (manager) => {
      const pairs = await findCandidatePairs(
        manager,
        side,
        profiles.map((profile) => profile.recordId),
      );
      const read = await this.profiles.read(manager, [
        ...new Set(pairs.flatMap((pair) => [pair.reportId, pair.recordId])),
      ]);
      const records = new Map<string, number>();
      for (const { recordId } of pairs)
        if (read.has(recordId)) records.set(recordId, records.get(recordId) ?? records.size);
      const scorer = new ReportScorer(new RecordColumns([...records.keys()].map((id) => read.get(id)!.compiled)));
      // Report by report: what one value is worth for a report is then worked out once.
      pairs.sort((a, b) => (a.reportId < b.reportId ? -1 : a.reportId > b.reportId ? 1 : 0));
      let asked: string | null = null;
      return pairs.flatMap(({ reportId, recordId }) => {
        const report = read.get(reportId);
        const record = read.get(recordId);
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
    });
  }
}
