import { randomInt, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { forOrganisation } from '../database/for-organisation.js';
import { matcherVersion } from '../matching/index.js';
import { isSameMeasure, modelOf } from '../snapshot/measure.js';
import { Snapshots } from '../snapshot/snapshots.js';
import { Profiles } from './profiles.js';

/** Of a sample of reports: what the exact search finds, and how much of that the index finds as well. */
export interface CompletenessFigures {
  sampledReports: number;
  /** Pairs in any band, and in the strong one. */
  pairs: number;
  pairsFound: number;
  strongPairs: number;
  strongPairsFound: number;
}

/** Measures what the index misses, without any ground truth: reports taken by chance are searched both ways. */
@Injectable()
export class Completeness {
  constructor(
    private readonly dataSource: DataSource,
    private readonly snapshots: Snapshots,
    private readonly profiles: Profiles,
  ) {}

  /** Keeps the figures, which name nobody. One report after the other, so that other searches find room between. */
  async audit(sample: number): Promise<CompletenessFigures> {
    const figures = { sampledReports: 0, pairs: 0, pairsFound: 0, strongPairs: 0, strongPairsFound: 0 };
    for (const { id, organisationId } of await this.snapshots.sampleReports(sample, (below) => randomInt(below))) {
      const report = await forOrganisation(this.dataSource, organisationId, async (manager) =>
        (await this.profiles.read(manager, [id])).get(id),
      );
      // Withdrawn meanwhile.
      if (!report) continue;
      const asking = { ...report, side: 'report' as const };
      const [all, indexed] = [
        await this.snapshots.search(asking, 'exact'),
        await this.snapshots.search(asking, 'indexed'),
      ];
      const { strong } = modelOf(all.measure).suggestAtMatchWeight;
      // Changed between the two.
      if (!isSameMeasure(all.measure, indexed.measure)) continue;
      const found = new Set(indexed.hits.map(({ recordId }) => recordId));
      figures.sampledReports++;
      for (const { recordId, matchWeight } of all.hits) {
        const hit = found.has(recordId) ? 1 : 0;
        figures.pairs++;
        figures.pairsFound += hit;
        if (matchWeight < strong) continue;
        figures.strongPairs++;
        figures.strongPairsFound += hit;
      }
    }
    await this.keep(figures);
    return figures;
  }

  private async keep(figures: CompletenessFigures): Promise<void> {
    await this.dataSource.query(
      `insert into completeness_audits (id, matcher_version, sampled_reports, pairs, pairs_found, strong_pairs, strong_pairs_found)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        randomUUID(),
        matcherVersion,
        figures.sampledReports,
        figures.pairs,
        figures.pairsFound,
        figures.strongPairs,
        figures.strongPairsFound,
      ],
    );
  }
}
