import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config.js';
import { errorCodeOf } from '../errors.js';
import { LOG } from '../log-token.js';
import type { Log } from '../logging.js';
import type { CompiledRecord, RecordSide } from '../matching/index.js';
import type { Base } from './base.js';
import { baseInThread } from './base-in-thread.js';
import { keepBase, type MadeBase, makeBase } from './make-base.js';
import { isSameMeasure, type Measure, measureOf } from './measure.js';
import { ScanTimes } from './scan-times.js';
import { SearchThreads } from './search-threads.js';
import type { HowToSearch } from './side-search.js';
import { otherSide } from './side-searches.js';
import { sizeOf } from './size-of.js';
import { type Hit, SnapshotRows } from './snapshot-rows.js';
import { changesSince, type View } from './stored-profiles.js';

/** A record that asks who stands on the other side. */
export interface Asking {
  side: RecordSide;
  organisationId: string;
  withPartners: boolean;
  compiled: CompiledRecord;
}

export interface Answer {
  hits: Hit[];
  /** That the match weights are made with: the one that stood when the snapshot was brought up to date. */
  measure: Measure;
}

interface Snapshot {
  view: View;
  /** Of that view. The search threads were told. */
  measure: Measure;
  rows: SnapshotRows;
  /** When its base was made. */
  madeAt: Date;
  /** Whether a profile was removed since, whose names the base still holds. */
  removals: boolean;
}

/** A tail is merged into a new base when it has so many rows, or is this share of the base and no longer small. */
const longTail = 100_000;
const largeShare = 0.2;
const smallTail = 10_000;
/** The names of an erased person leave memory and the file with the base that is made after so long. */
const longestWithErased = 24 * 3_600_000;

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
  private readonly scanTimes = { report: new ScanTimes(), record: new ScanTimes() };
  private current: Snapshot | undefined;
  private threads: SearchThreads | undefined;
  private running: Promise<unknown> = Promise.resolve();
  /** The refresh that has not started yet, which all share who call meanwhile. */
  private next: Promise<Snapshot> | undefined;
  private readonly ending = new AbortController();
  /** A base that is being made while the old one is searched. */
  private making: Promise<void> | undefined;
  /** The file that is being written. */
  private keeping: Promise<unknown> | undefined;
  /** One that is made, for the next refresh to begin with. */
  private made: Base | undefined;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(LOG) private readonly log: Log,
    @Inject(CONFIG) private readonly config: Pick<Config, 'searchThreads' | 'databaseUrl' | 'snapshotDirectory'>,
  ) {}

  onApplicationBootstrap(): void {
    this.fresh().catch((error) => this.log.warn({ code: errorCodeOf(error) }, 'match profiles are not loaded yet'));
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await this.running;
    await this.making;
    await this.keeping;
    await this.threads?.close();
  }

  /**
   * @returns who on the other side reaches a band with this record: of all that were committed before the call, and perhaps of later ones. `exact` finds all;
   * `indexed` those that share enough rare keys with it.
   */
  async search({ side, compiled, organisationId, withPartners }: Asking, how: HowToSearch): Promise<Answer> {
    const { rows, measure } = await this.fresh();
    const { hits, found } = await rows.search({
      side,
      record: compiled.source,
      how,
      organisation: rows.organisation(organisationId),
      withPartners,
    });
    if (how === 'exact') this.scanTimes[side].add(found.searched, found.ms);
    for (const { key, rows: held } of found.cut)
      this.log.warn({ key, rows: held }, 'a key was left out: too many records have it');
    return { hits, measure };
  }

  /** Milliseconds that exact searches for so many records of a side will take one thread, as far as recent ones tell. */
  async expectedScan(side: RecordSide, searches: number): Promise<number> {
    // Only an estimate: what came since the last refresh does not matter to it.
    const { rows } = this.current ?? (await this.fresh());
    return searches * this.scanTimes[side].expected(rows.rowsOf(otherSide(side)));
  }

  /** Reports that may be searched for, taken by chance. */
  async sampleReports(size: number, chance: (below: number) => number) {
    return (await this.fresh()).rows.sample('report', size, chance);
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
    if (this.ending.signal.aborted) throw new Error('The worker is ending');
    const before = this.made ?? this.current ?? (await this.makeBase(false));
    const { view, changed } = await changesSince(this.dataSource, before.view);
    // A search thread ended meanwhile: those rows are told to threads that are no more.
    if ('rows' in before && before !== this.current) return this.bringUpToDate();
    if (!isContinued(before.view, view)) {
      this.log.warn('the database was started or emptied: the snapshot begins anew');
      this.current = undefined;
      this.made = undefined;
      return this.bringUpToDate();
    }
    const measure = await measureOf(this.dataSource.manager, view);
    // Likewise.
    if ('rows' in before && before !== this.current) return this.bringUpToDate();
    const rows = 'rows' in before ? before.rows : this.begin(before);
    rows.take(changed);
    if (!('rows' in before) || !isSameMeasure(before.measure, measure)) rows.scoreWith(measure);
    const removals = ('removals' in before && before.removals) || changed.some(({ side }) => side === null);
    this.current = { view, measure, rows, madeAt: before.madeAt, removals };
    const isLong = rows.tail > longTail || rows.tail > Math.max(smallTail, largeShare * rows.base);
    const holdsErased = removals && view.at.getTime() - before.madeAt.getTime() > longestWithErased;
    if (isLong || holdsErased) this.makeNewBase();
    return this.current;
  }

  private begin({ data }: Base): SnapshotRows {
    this.made = undefined;
    this.threads ??= new SearchThreads(this.config.searchThreads, {
      onDeath: (error) => this.startThreadsAnew(error),
      onBroken: (code) => this.log.error({ code }, 'a stored profile cannot be read: nobody finds it'),
    });
    return new SnapshotRows(data, this.threads);
  }

  /** @param anew out of Postgres, whatever stands in the file */
  private async makeBase(anew: boolean): Promise<Base> {
    const began = performance.now();
    this.log.info('getting match profiles');
    const { databaseUrl, searchThreads, snapshotDirectory } = this.config;
    const order = { directory: snapshotDirectory, anew };
    const notKept = (error: unknown) =>
      this.log.warn({ code: errorCodeOf(error) }, 'the snapshot file was not written');
    let base: MadeBase;
    if (searchThreads > 0) {
      const { made, kept } = baseInThread({ ...order, databaseUrl }, this.ending.signal);
      this.keeping = kept.catch(notKept);
      base = await made;
    } else {
      base = await makeBase(this.dataSource, order);
      if (snapshotDirectory !== null && base.refused !== null)
        await keepBase(this.dataSource, base, snapshotDirectory).catch(notKept);
    }
    const ms = Math.round(performance.now() - began);
    if (base.unreadable > 0)
      this.log.error({ profiles: base.unreadable }, 'stored profiles cannot be read: nobody finds them');
    if (base.code !== null) this.log.warn({ code: base.code }, 'the snapshot file could not be read');
    this.log.info({ ...sizeOf(base.data), fileNotUsed: base.refused, ms }, 'match profiles are there');
    return base;
  }

  /** In the background. What changes meanwhile is read by the refresh that begins with the new base. */
  private makeNewBase(): void {
    if (this.made) return;
    this.making ??= this.makeBase(true)
      .then((base) => {
        this.made = base;
      })
      .catch((error) => this.log.warn({ code: errorCodeOf(error) }, 'the snapshot was not made anew'))
      .finally(() => {
        this.making = undefined;
      });
  }

  /** The next search begins with a new base, in new threads. */
  private startThreadsAnew(error: Error): void {
    if (this.ending.signal.aborted || !this.threads) return;
    this.log.error({ code: errorCodeOf(error) }, 'a search thread ended: the snapshot is made anew');
    void this.threads.close();
    this.threads = undefined;
    this.current = undefined;
  }
}

function isContinued(before: View, now: View): boolean {
  return before.serverStarted === now.serverStarted && before.table === now.table;
}
