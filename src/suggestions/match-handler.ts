import type { DataSource, EntityManager } from 'typeorm';
import { forOrganisation, turnTo } from '../database/for-organisation.js';
import { clearDue } from '../jobs/due-marks.js';
import type { DueSubject, TaskHandler } from '../jobs/job-list.js';
import { matcherVersion, type RecordSide } from '../matching/index.js';
import { holdMeasure, isSameMeasure, OtherMeasure } from '../snapshot/measure.js';
import { allowedPairs } from './allowed-pairs.js';
import type { FindPairs } from './find-pairs.js';
import type { Profiles } from './profiles.js';
import { organisationsOfStoredPairs, profilesOfStoredPairs, storeSuggestions } from './store-suggestions.js';

/** What became of a comparison: which subjects there were, with the revision that was read, and how many suggestions were written. */
export interface Compared {
  handled: Pick<DueSubject, 'id' | 'revision'>[];
  written: number;
}

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
    private readonly findPairs: FindPairs,
  ) {
    this.task = side === 'report' ? 'reports.match' : 'detention-records.match';
  }

  async handle(organisationId: string, due: DueSubject[]): Promise<void> {
    const ids = due.map((subject) => subject.id);
    await this.compare(organisationId, ids, async (manager, { handled }) => {
      // A subject that is no longer there has nothing left to do either.
      const revisions = new Map(handled.map((done) => [done.id, done.revision]));
      const done = due.map((subject) => ({ ...subject, revision: revisions.get(subject.id) ?? subject.revision }));
      await clearDue(manager, this.task, done);
    });
  }

  /**
   * Compares subjects of one organisation and stores what was found. If the measure changed meanwhile nothing is stored, and all of it is done once more.
   * @param finish runs at the end of the transaction that stores, which has turned to the organisation again
   */
  async compare<T>(
    organisationId: string,
    ids: string[],
    finish: (manager: EntityManager, compared: Compared) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.compareOnce(organisationId, ids, finish);
    } catch (error) {
      if (!(error instanceof OtherMeasure)) throw error;
      return this.compareOnce(organisationId, ids, finish);
    }
  }

  /** @throws OtherMeasure when the measure changed since the search: nothing is stored */
  private async compareOnce<T>(
    organisationId: string,
    ids: string[],
    finish: (manager: EntityManager, compared: Compared) => Promise<T>,
  ): Promise<T> {
    const { profiles, handled } = await this.profiles.refresh(organisationId, this.side, ids);
    const seen = await forOrganisation(this.dataSource, organisationId, (manager) =>
      profilesOfStoredPairs(manager, this.side, ids, matcherVersion),
    );
    const { pairs: scored, measure } = await this.findPairs.find(organisationId, this.side, profiles, 'exact');
    return forOrganisation(this.dataSource, organisationId, async (manager) => {
      const standing = await holdMeasure(manager);
      if (measure && !isSameMeasure(measure, standing)) throw new OtherMeasure();
      const reportsOf = new Set([
        ...scored.map((pair) => pair.organisationId),
        ...(await organisationsOfStoredPairs(manager, this.side, ids)),
      ]);
      let written = 0;
      // Always in the same order, so that two jobs that store for the same organisations do not wait for each other in a ring.
      for (const owner of [...reportsOf].sort()) {
        await turnTo(manager, owner);
        const pairs = await allowedPairs(
          manager,
          scored.filter((pair) => pair.organisationId === owner),
        );
        written += await storeSuggestions(manager, owner, this.side, ids, pairs, seen, {
          matcherVersion,
          measure: standing,
        });
      }
      await turnTo(manager, organisationId);
      return finish(manager, { handled, written });
    });
  }
}
