import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { poolOf } from '../database/connection-pool.js';
import { Problem } from '../errors.js';
import { LOG } from '../log-token.js';
import type { Log } from '../logging.js';

/**
 * Requests that wait for one of the ten connections. Who is let in waits at each of his transactions again (three or four of them for a report), so that
 * forty before him are a second or so: a longer line would only make everybody late. What a process has too much of shows in this line first, processor
 * time too: who holds a connection needs it to give the connection back.
 */
export const mostWaitingForDatabase = 40;
/** Not the same for everybody, or they would all come back at once. */
const comeBackSeconds = { from: 2, below: 8 };
const tellEveryMs = 60_000;

/** What is asked so that somebody learns how the service is must be answered whatever goes on. */
const alwaysAnswered: ReadonlySet<string> = new Set(['/v1/health', '/v1/health/ready']);

/**
 * Sends away, before anything is done, whoever comes while too many are being served: at once and with a time to come back, instead of letting all of them
 * wait until none is answered. Whoever was let in is served to the end. Nothing is stored of who is sent away, and the same Idempotency-Key is good later.
 * The other long lines have limits of their own: slow hashes, uploads, searches by name.
 */
@Injectable()
export class Admission {
  private sentAway = 0;
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** @throws Problem service.busy with Retry-After */
  letIn(route: string): void {
    const waiting = poolOf(this.dataSource).waitingCount;
    if (waiting < mostWaitingForDatabase || alwaysAnswered.has(route)) return;
    this.sentAway++;
    this.tell(waiting);
    throw new Problem('service.busy', undefined, undefined, randomInt(comeBackSeconds.from, comeBackSeconds.below));
  }

  /** Once a minute and not for each: a log that is flooded helps nobody. */
  private tell(waiting: number) {
    const now = performance.now();
    if (now - this.toldAt < tellEveryMs) return;
    this.toldAt = now;
    this.log.warn(
      { code: 'service.busy', sentAway: this.sentAway, waiting },
      'too many requests at once: some are asked to come again',
    );
    this.sentAway = 0;
  }
}
