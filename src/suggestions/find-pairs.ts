import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { forOrganisation } from '../database/for-organisation.js';
import { compareRecords, type RecordSide } from '../matching/index.js';
import { Snapshots } from '../snapshot/snapshots.js';
import { type Profile, Profiles } from './profiles.js';
import type { ScoredPair } from './store-suggestions.js';

/** `exact`: everything on the other side is scored. `indexed`: what shares enough rare keys is. */
export type HowToSearch = 'exact' | 'indexed';

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
  ) {}

  /**
   * Searches a snapshot that holds everything that was committed before the call. Pairs that are stored already are always scored, whether the search finds them
   * or not.
   * @param profiles of one side and one organisation, committed before this is called.
   */
  async find(
    organisationId: string,
    side: RecordSide,
    profiles: readonly Profile[],
    _how: HowToSearch,
  ): Promise<ScoredPair[]> {
    if (profiles.length === 0) return [];
    const found = await Promise.all(
      profiles.map(async (asking) => new Set(await this.snapshots.search({ ...asking, side }))),
    );
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
      return scorePairs(pairs);
    });
  }
}

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
function scorePairs(pairs: Pair[]): ScoredPair[] {
  return pairs.flatMap(({ report, record }) => {
    const score = compareRecords(report.compiled, record.compiled);
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
