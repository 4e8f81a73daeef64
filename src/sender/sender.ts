import type { DataSource } from 'typeorm';
import type { Config } from '../config.js';
import { errorCodeOf } from '../errors.js';
import type { KeyRingFile } from '../keys/key-ring-file.js';
import type { Log } from '../logging.js';
import { webhookAttempts } from '../metrics/metric-list.js';
import { openWebhookSecret } from '../webhooks/webhook-secret.js';
import { type DueMessage, sealedSecrets, takeDue } from './due-messages.js';
import { type Outcome, post } from './post.js';
import { type Resolve, resolveHost } from './resolve-host.js';
import { sign } from './sign.js';
import { dropWhatIsOver, storeOutcome, wasTaken } from './store-outcome.js';

const lookEveryMs = 1_000;
/** What comes with a date is looked for so often, and what is over cleared away. */
const datesEveryMs = 10 * 60_000;

/**
 * Tells the programs of organisations that something happened. Looks every second into the database for what is due; there is no queue to lose.
 * A message that was sent and whose attempt was not stored, because the process was killed in between, is sent once more with the same id.
 */
export class Sender {
  private readonly busy = new Map<string, Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private closed = false;
  private datesAt = 0;

  /** @param resolve what a name leads to: as this machine resolves names, unless told otherwise */
  constructor(
    private readonly dataSource: DataSource,
    private readonly keys: KeyRingFile,
    private readonly config: Pick<Config, 'mode'>,
    private readonly log: Log,
    private readonly resolve: Resolve = resolveHost,
  ) {}

  start(): void {
    const tick = () => {
      this.looking = this.look()
        .catch((error) => this.log.warn({ code: errorCodeOf(error) }, 'looking for webhooks failed'))
        .finally(() => {
          if (!this.closed) this.timer = setTimeout(tick, lookEveryMs);
        });
    };
    tick();
  }

  /** Ends when what is under way has ended: at most the 15 s of an attempt. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.looking;
    await Promise.all(this.busy.values());
    await this.dataSource.destroy();
  }

  /** Takes what is due and begins to send it. Each endpoint goes at its own pace. */
  async look(): Promise<void> {
    if (Date.now() - this.datesAt > datesEveryMs) {
      await this.dataSource.query('select tell_of_dates()');
      await dropWhatIsOver(this.dataSource);
      this.datesAt = Date.now();
    }
    const due = await takeDue(this.dataSource, [...this.busy.keys()]);
    for (const endpointId of new Set(due.map((message) => message.endpointId))) {
      const mine = due.filter((message) => message.endpointId === endpointId);
      const work = this.sendAll(endpointId, mine).finally(() => this.busy.delete(endpointId));
      this.busy.set(endpointId, work);
    }
  }

  /** Resolves when nothing is being sent. */
  async quiet(): Promise<void> {
    await Promise.all(this.busy.values());
  }

  private async sendAll(endpointId: string, messages: DueMessage[]): Promise<void> {
    try {
      const sealed = await sealedSecrets(this.dataSource, endpointId);
      const ring = this.keys.current();
      const secrets = sealed.flatMap((row) => openWebhookSecret(ring, row, row.sealed, row.kekId) ?? []);
      await Promise.all(messages.map((message) => this.sendOne(message, secrets)));
    } catch (error) {
      // The lease runs out, and it is tried again.
      this.log.warn({ endpoint: endpointId, code: errorCodeOf(error) }, 'webhooks not sent');
    }
  }

  private async sendOne(message: DueMessage, secrets: string[]): Promise<void> {
    const at = new Date();
    const outcome = secrets.length === 0 ? withoutSecret : await this.attempt(message, secrets, at);
    webhookAttempts.inc({ outcome: wasTaken(outcome) ? 'taken' : 'refused' });
    await storeOutcome(this.dataSource, message, at, outcome);
  }

  private attempt(message: DueMessage, secrets: string[], at: Date): Promise<Outcome> {
    const { id, type, subjectId, occurredAt, url } = message;
    // Ids and words of the program only: never a name, a title, a file.
    const body = JSON.stringify({ type, timestamp: occurredAt.toISOString(), data: { id: subjectId } });
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Athar-Webhooks/1',
      ...sign(secrets, id, Math.floor(at.getTime() / 1000), body),
    };
    return post(new URL(url), headers, body, {
      resolve: this.resolve,
      thisMachine: this.config.mode === 'demonstration',
    });
  }
}

/** Sealed by a key that is not in the ring, or changed in the database. */
const withoutSecret: Outcome = { status: null, errorCode: 'secret', durationMs: 0 };
