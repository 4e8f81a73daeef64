import { setImmediate } from 'node:timers/promises';
import type { StagedRow } from './staged-row.js';

/** Staged in one transaction: a killed worker loses at most these and those that were read meanwhile, and they are staged again. */
const rowsAtOnce = 1_000;
const charactersAtOnce = 8 * 1024 * 1024;
/** Reading rows is work without a pause: after so many the connection to the database is let go on. */
const rowsPerTurn = 25;

/** Rows on their way into the database, in order: one batch is stored while the next is read. */
export class Staging {
  private batch: StagedRow[] = [];
  private size = 0;
  private underWay: Promise<void> = Promise.resolve();

  /**
   * @param staged rows that are staged already
   * @param store stages a batch behind so many rows
   */
  constructor(
    private staged: number,
    private readonly store: (before: number, rows: readonly StagedRow[]) => Promise<void>,
  ) {}

  /** @throws what an earlier batch was refused with */
  async add(row: StagedRow): Promise<void> {
    this.batch.push(row);
    this.size += row.size;
    if (this.batch.length >= rowsAtOnce || this.size >= charactersAtOnce) await this.send();
    else if (this.batch.length % rowsPerTurn === 0) await setImmediate();
  }

  /** @returns how many rows are staged, when all are */
  async end(): Promise<number> {
    if (this.batch.length > 0) await this.send();
    await this.underWay;
    return this.staged;
  }

  /** Nothing is stored after this; what went wrong was said before or counts for nothing now. */
  async stop(): Promise<void> {
    await this.underWay.catch(() => undefined);
  }

  private async send(): Promise<void> {
    await this.underWay;
    const { batch, staged } = this;
    this.batch = [];
    this.size = 0;
    this.staged += batch.length;
    this.underWay = this.store(staged, batch);
    // Whoever waits for it hears of its failure; nobody may be waiting yet.
    this.underWay.catch(() => undefined);
  }
}
