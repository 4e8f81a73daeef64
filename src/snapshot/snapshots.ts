import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config.js';
import { errorCodeOf } from '../errors.js';
import { LOG } from '../log-token.js';
import type { Log } from '../logging.js';
import { blockingKeys, type CompiledRecord, matcherVersion, type RecordSide } from '../matching/index.js';
import { SearchThreads } from './search-threads.js';
import { SnapshotRows } from './snapshot-rows.js';
import { changesSince, type Moment, readAllProfiles } from './stored-profiles.js';

/** A record that asks who stands on the other side. */
export interface Asking {
  side: RecordSide;
  organisationId: string;
  withPartners: boolean;
  compiled: CompiledRecord;
}

interface Snapshot {
  moment: Moment;
  rows: SnapshotRows;
}

/**
 * The snapshot of this process, which holds all match profiles, and how it follows the database.
 *
 * Nothing is missed. Let two records be stored by transactions of which the second commits later. Its job commits first and then calls `fresh`, which waits for a
 * refresh that starts afterwards. The view of that refresh sees both transactions: the second, because Postgres answers a commit only when every later view sees it;
 * the first, because it committed before. So it is enough that after a refresh the snapshot holds every change that its view sees:
 * - `seen` says exactly which transactions the last view saw. It is a pg_snapshot, not the last number seen: a transaction that commits long after later ones is not in it.
 * - Each profile, and each removal, carries the number of the transaction that wrote it last. The refresh reads those whose transaction the last view did not see.
 * - A change that this view sees and the last did not was made by a transaction that the last did not see; what the last view saw the snapshot
 *   held already. Both come from one statement, so nothing can happen between the changes and the new `seen`.
 * Numbers mean something in one database only: when the server was started again or the table emptied, everything is read anew.
 */
@Injectable()
export class Snapshots implements OnApplicationBootstrap, OnApplicationShutdown {
  private current: Snapshot | undefined;
  private threads: SearchThreads | undefined;
  private running: Promise<unknown> = Promise.resolve();
  /** The refresh that has not started yet, which all share who call meanwhile. */
  private next: Promise<Snapshot> | undefined;
  private closed = false;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(LOG) private readonly log: Log,
    @Inject(CONFIG) private readonly config: Pick<Config, 'searchThreads'>,
  ) {}

  onApplicationBootstrap(): void {
    this.fresh().catch((error) => this.log.warn({ code: errorCodeOf(error) }, 'match profiles are not loaded yet'));
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    await this.running;
    await this.threads?.close();
  }

  /** @returns ids of records on the other side that are worth comparing with this one, each once: of all that were committed before the call, and perhaps of later ones. */
  async search({ side, compiled, organisationId, withPartners }: Asking): Promise<string[]> {
    const { rows } = await this.fresh();
    return rows.search({
      side: side === 'report' ? 'record' : 'report',
      keys: blockingKeys(compiled, side),
      organisation: rows.organisation(organisationId),
      withPartners,
    });
  }

  /**
   * The snapshot after a refresh that started after this call: it holds everything that was committed before. The first call loads it; whoever calls waits.
   * @throws whatever the database throws; the next call tries again.
   */
  private fresh(): Promise<Snapshot> {
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

  private async bringUpToDate(): Promise<Snapshot> {
    if (this.closed) throw new Error('The worker is ending');
    const { current } = this;
    if (current) {
      const { moment, changed } = await changesSince(this.dataSource, current.moment);
      if (isContinued(current.moment, moment)) {
        current.rows.take(changed);
        current.moment = moment;
        return current;
      }
      this.log.warn('the database was started or emptied: the snapshot is made anew');
    }
    this.current = undefined;
    this.current = await this.load();
    return this.current;
  }

  private async load(): Promise<Snapshot> {
    const began = performance.now();
    this.log.info('loading match profiles');
    this.threads ??= new SearchThreads(this.config.searchThreads, (error) => this.startThreadsAnew(error));
    const rows = new SnapshotRows(this.threads);
    const moment = await readAllProfiles(this.dataSource, matcherVersion, (batch) => rows.take(batch));
    const ms = Math.round(performance.now() - began);
    this.log.info({ ...rows.counts(), ms }, 'match profiles are loaded');
    return { moment, rows };
  }

  /** The next search loads everything again, into new threads. */
  private startThreadsAnew(error: Error): void {
    if (this.closed || !this.threads) return;
    this.log.error({ code: errorCodeOf(error) }, 'a search thread ended: the snapshot is made anew');
    void this.threads.close();
    this.threads = undefined;
    this.current = undefined;
  }
}

function isContinued(before: Moment, now: Moment): boolean {
  return before.serverStarted === now.serverStarted && before.table === now.table;
}
