import type { Socket } from 'node:net';
import pg from 'pg';

/** Milliseconds without a byte from a server that owes an answer, until it is asked whether it is still at it. */
const silentForMs = 10_000;
const lookEveryMs = 2_000;
/** For being asked: a server that cannot say so much in time is gone as well. */
const answerWithinMs = 4_000;

/** What the driver keeps to itself. */
interface Inside {
  connection: { stream: Socket };
  processID: number | null;
  connectionParameters: pg.ClientConfig;
}

/**
 * A connection that notices when nobody is at its other end any more: the machine of the server lost its power, a firewall forgot the connection. Nothing
 * is heard of that, and the driver would wait for ever. A server that merely takes long is left in peace: asked over a second connection, it says that it
 * works on the statement. Otherwise the connection is cut, and what it held open over there (locks) is ended.
 */
export class WatchedClient extends pg.Client {
  private readonly inside = this as unknown as Inside;
  private lastHeardAt = 0;
  private timer: NodeJS.Timeout | null = null;
  private asking = false;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const ask = this.query.bind(this) as (...parts: unknown[]) => unknown;
    this.query = ((...parts: unknown[]) => {
      this.expectAnswer();
      return ask(...parts);
    }) as pg.Client['query'];
    // Said when nothing is asked any more.
    this.on('drain', () => this.rest());
    this.on('end', () => this.rest());
    this.on('error', () => this.rest());
  }

  private expectAnswer(): void {
    if (this.timer) return;
    this.lastHeardAt = performance.now();
    this.inside.connection.stream.on('data', this.hear);
    this.timer = setInterval(() => {
      // What came while this process was busy has to be read first.
      setImmediate(() => this.look());
    }, lookEveryMs);
    this.timer.unref();
  }

  private readonly hear = () => {
    this.lastHeardAt = performance.now();
  };

  private rest(): void {
    if (!this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
    this.inside.connection.stream.off('data', this.hear);
  }

  private async look(): Promise<void> {
    if (!this.timer || this.asking || performance.now() - this.lastHeardAt < silentForMs) return;
    this.asking = true;
    const { lastHeardAt } = this;
    const atIt = await this.serverIsAtIt();
    this.asking = false;
    if (!this.timer || this.lastHeardAt !== lastHeardAt) return;
    if (atIt) this.lastHeardAt = performance.now();
    else this.inside.connection.stream.destroy();
  }

  private async serverIsAtIt(): Promise<boolean> {
    const { processID } = this.inside;
    const { host, port, user, password, database, ssl } = this.inside.connectionParameters;
    const second = new pg.Client({
      ...{ host, port, user, password: this.password ?? password, database, ssl },
      connectionTimeoutMillis: answerWithinMs,
      query_timeout: answerWithinMs,
    });
    second.on('error', () => {});
    try {
      await second.connect();
      // Waiting for us to take the answer is no work: we do not hear it.
      const { rows } = await second.query<{ at_it: boolean }>(
        `select state = 'active' and wait_event is distinct from 'ClientWrite' as at_it from pg_stat_activity
         where pid = $1 and usename = current_user`,
        [processID],
      );
      if (rows[0]?.at_it) return true;
      if (rows[0]) await second.query('select pg_terminate_backend($1)', [processID]);
      return false;
    } catch {
      return false;
    } finally {
      await second.end().catch(() => {});
    }
  }
}
