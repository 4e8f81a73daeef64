import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../config.js';
import { forOrganisation } from '../database/for-organisation.js';
import { LOG } from '../log-token.js';
import type { Log } from '../logging.js';
import { compareRecords, type Model, type RecordSide } from '../matching/index.js';
import { candidates } from '../metrics/metric-list.js';
import { isSameMeasure, type Measure, modelOf, OtherMeasure } from '../snapshot/measure.js';
import type { HowToSearch } from '../snapshot/side-search.js';
import { Snapshots } from '../snapshot/snapshots.js';
import { type Profile, Profiles } from './profiles.js';
import type { ScoredPair } from './store-suggestions.js';

/** What a search of several records found. */
export interface FoundPairs {
  pairs: ScoredPair[];
  /** That all scores are made with; null when nobody asked. */
  measure: Measure | null;
}

interface Pair {
  report: Profile;
  record: Profile;
}

/** Finds what stands on the other side of some records and is worth a person's look. */
@Injectable()
export class FindPairs {
  constructor(
    private readonly dataSource: DataSource,
    private readonly profiles: Profiles,
    private readonly snapshots: Snapshots,
    @Inject(CONFIG) private readonly config: Pick<Config, 'exactBudgetMs'>,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /**
   * `exact` searches exactly while that fits the time that a job has for it, and else the index. Searches a snapshot that holds everything that was committed before the call. Pairs that are stored already are always scored, whether the search finds them
   * or not.
   * @param profiles of one side and one organisation, committed before this is called.
   * @throws OtherMeasure when the measure changed between two searches
   */
  async find(
    organisationId: string,
    side: RecordSide,
    profiles: readonly Profile[],
    how: HowToSearch,
  ): Promise<FoundPairs> {
    if (profiles.length === 0) return { pairs: [], measure: null };
    const affordable = how === 'exact' && (await this.canScan(side, profiles.length)) ? 'exact' : 'indexed';
    const answers = await Promise.all(profiles.map((asking) => this.snapshots.search({ ...asking, side }, affordable)));
    const { measure } = answers[0];
    if (answers.some((answer) => !isSameMeasure(answer.measure, measure))) throw new OtherMeasure();
    for (const { hits } of answers) candidates.observe({ side, how: affordable }, hits.length);
    const found = answers.map(({ hits }) => new Set(hits.map(({ recordId }) => recordId)));
    return forOrganisation(this.dataSource, organisationId, async (manager) => {
      const stored = await storedPairs(manager, side, profiles);
      profiles.forEach((asking, at) => {
        for (const id of stored.get(asking.recordId) ?? []) found[at].add(id);
      });
      const read = await this.profiles.read(manager, [...new Set(found.flatMap((ids) => [...ids]))]);
      const pairs = profiles.flatMap((asking, at) =>
        [...found[at]].flatMap((id) => {
          const other = read.get(id);
          if (!other || !mayMeet(asking, other)) return [];
          return [side === 'report' ? { report: asking, record: other } : { report: other, record: asking }];
        }),
      );
      return { pairs: scorePairs(pairs, modelOf(measure)), measure };
    });
  }

  /** Whether exact searches for so many records fit the time that one job has for them. */
  private async canScan(side: RecordSide, searches: number): Promise<boolean> {
    const expectedMs = await this.snapshots.expectedScan(side, searches);
    if (expectedMs <= this.config.exactBudgetMs) return true;
    const figures = { side, searches, expectedMs: Math.round(expectedMs), budgetMs: this.config.exactBudgetMs };
    // Of many records at once nobody expects it.
    if (searches <= fewSearches) this.log.warn(figures, 'an exact search would take too long: the index is searched');
    else this.log.debug(figures, 'the index is searched');
    return false;
  }
}

/** Jobs of so many records somebody waits for. */
const fewSearches = 5;

/** Records of one organisation meet; others when both sides allow partners (R3). As it is now, which may be less than the snapshot had. */
function mayMeet(one: Profile, other: Profile): boolean {
  return one.organisationId === other.organisationId || (one.withPartners && other.withPartners);
}

/** Ids of the other side that each record has a stored pair with. */
async function storedPairs(
  manager: EntityManager,
  side: RecordSide,
  profiles: readonly Profile[],
): Promise<Map<string, string[]>> {
  const rows: { mine: string; theirs: string[] }[] = await manager.query(
    side === 'report'
      ? 'select report_id as mine, array_agg(detention_record_id) as theirs from suggestions where report_id = any($1::uuid[]) group by 1'
      : 'select detention_record_id as mine, array_agg(report_id) as theirs from suggestions where detention_record_id = any($1::uuid[]) group by 1',
    [profiles.map(({ recordId }) => recordId)],
  );
  return new Map(rows.map(({ mine, theirs }) => [mine, theirs]));
}

/** In full, with what is to be said about each line. */
function scorePairs(pairs: Pair[], model: Model): ScoredPair[] {
  return pairs.flatMap(({ report, record }) => {
    const score = compareRecords(report.compiled, record.compiled, model);
    if (score.band === null) return [];
    return [
      {
        reportId: report.recordId,
        recordId: record.recordId,
        organisationId: report.organisationId,
        recordOrganisationId: record.organisationId,
        reportRevision: report.revision,
        recordRevision: record.revision,
        score,
      },
    ];
  });
}
