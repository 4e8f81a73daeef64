import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { errorCodeOf } from '../errors.js';
import { LOG } from '../log-token.js';
import type { Log } from '../logging.js';
import { blockingKeys, type CompiledRecord, matcherVersion, type RecordSide } from '../matching/index.js';
import { type Asker, SideRows } from './side-rows.js';
import { type ChangedProfile, changesSince, type Moment, readAllProfiles } from './stored-profiles.js';

/** A record that asks who stands on the other side. */
export interface Asking extends Asker {
  side: RecordSide;
  compiled: CompiledRecord;
}

/** All match profiles of both sides as one view of the database, or a later one, saw them. */
export interface Snapshot {
  moment: Moment;
  sides: Record<RecordSide, SideRows>;
}

/**
 * The snapshot of this process and how it follows the database.
 *
 * Nothing is missed. Let two records be stored by transactions of which the second commits later. Its job commits first and then calls `fresh`, which waits for a
 * refresh that starts afterwards. The view of that refresh sees both transactions: the second, because Postgres answers a commit only when every later view sees it;
 * the first, because it committed before. So it is enough that after a refresh the snapshot holds every change that its view sees:
 * - `seen` says exactly which transactions the last view saw. It is a pg_snapshot, not the last number seen: a transaction that commits long after later ones is not in it.
 * - Each profile, and each removal, carries the number of the transaction that wrote it last. The refresh reads those whose transaction the last view did not see.
 * - A change that this view sees and the last did not was made by a transaction that the last did not see; what the last view saw the snapshot
 *   held already. Both in one statement, so nothing can happen between the changes and the new `seen`.
 * Numbers mean something in one database only: when the server was started again or the table emptied, everything is read anew.
 */
@Injectable()
export class Snapshots implements OnApplicationBootstrap, OnApplicationShutdown {
  private current: Snapshot | undefined;
  private running: Promise<unknown> = Promise.resolve();
  /** The refresh that has not started yet, which all share who call meanwhile. */
  private next: Promise<Snapshot> | undefined;
  private closed = false;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.fresh().catch((error) => this.log.warn({ code: errorCodeOf(error) }, 'snapshot not loaded yet'));
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  /**
   * The snapshot after a refresh that started after this call: it holds everything that was committed before. The first call loads it; whoever calls waits.
   * @throws whatever the database throws; the next call tries again.
   */
  fresh(): Promise<Snapshot> {
    if (!this.next) {
      const next = this.running.then(() => {
        this.next = undefined;
        return this.bringUpToDate();
      });
      this.next = next;
      this.running = next.catch(() => {});
    }
    return this.next;
  }

  /** @returns ids of records on the other side that are worth comparing with this one, each once, of those committed before the call at least. */
  async search({ side, compiled, ...asker }: Asking): Promise<string[]> {
    const { sides } = await this.fresh();
    return sides[side === 'report' ? 'record' : 'report'].sharing(blockingKeys(compiled, side), asker);
  }

  private async bringUpToDate(): Promise<Snapshot> {
    if (this.closed) throw new Error('The worker is ending');
    if (this.current) {
      const { moment, changed } = await changesSince(this.dataSource, this.current.moment);
      if (isContinued(this.current.moment, moment)) {
        for (const profile of changed) take(this.current.sides, profile);
        this.current.moment = moment;
        return this.current;
      }
      this.current = undefined;
      this.log.warn('the database was started or emptied: the snapshot is made anew');
    }
    this.current = await this.load();
    return this.current;
  }

  private async load(): Promise<Snapshot> {
    const began = performance.now();
    this.log.info('loading match profiles');
    const sides = { report: new SideRows(), record: new SideRows() };
    const moment = await readAllProfiles(this.dataSource, matcherVersion, (batch) => {
      for (const profile of batch) take(sides, profile);
    });
    const ms = Math.round(performance.now() - began);
    this.log.info({ reports: sides.report.living, records: sides.record.living, ms }, 'match profiles are loaded');
    return { moment, sides };
  }
}

/** A profile of another matcher is none: its record is due, and its own job makes and compares it anew. */
function take(sides: Record<RecordSide, SideRows>, profile: ChangedProfile): void {
  if (profile.side !== null && profile.matcherVersion === matcherVersion) sides[profile.side].put(profile);
  else for (const side of Object.values(sides)) side.remove(profile.recordId);
}

function isContinued(before: Moment, now: Moment): boolean {
  return before.serverStarted === now.serverStarted && before.table === now.table;
}
