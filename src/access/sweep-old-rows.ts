import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { errorCodeOf } from '../errors.js';
import { LOG } from '../log-token.js';
import type { Log } from '../logging.js';
import { Acting } from './acting.js';
import { TryLimits } from './try-limits.js';

const everyMs = 10 * 60_000;

/** What nobody can use any more is not kept (security.md C16). Runs in every API process; two at once do no harm. */
@Injectable()
export class SweepOldRows implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly acting: Acting,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap() {
    this.timer = setInterval(() => this.begin(), everyMs).unref();
    this.begin();
  }

  async onApplicationShutdown() {
    clearInterval(this.timer);
    await this.running;
  }

  private begin(): void {
    // A database that is away now is there the next time.
    this.running = this.sweep().catch((error) =>
      this.log.warn({ code: errorCodeOf(error) }, 'old rows could not be swept'),
    );
  }

  /** Row-level security shows and deletes nothing that is younger than these (migrations/…050-staff, …300-receipts, …900-row-level-security). */
  private sweep(): Promise<void> {
    return this.acting.sweeping(async (manager) => {
      await manager.query('delete from passkey_challenges where expires_at < now()');
      // Who made a link that was used stays known: he confirms no role of that account.
      await manager.query("delete from invitations where used_at is null and expires_at < now() - interval '30 days'");
      await manager.query("delete from sessions where created_at < now() - interval '30 days'");
      await manager.query("delete from family_sessions where created_at < now() - interval '30 days'");
      await manager.query("delete from family_filings where filed_at < now() - interval '48 hours'");
      await manager.query('delete from family_drafts');
      await manager.query("delete from idempotency_keys where created_at < now() - interval '30 days'");
      // Files whose bytes stopped coming: whoever sent them sees why nothing became of them.
      const abandoned = "state = 'receiving' and created_at < now() - interval '48 hours'";
      await manager.query(
        `delete from source_chunks where source_id in (select source_id from imports where ${abandoned})`,
      );
      await manager.query(
        `update imports set state = 'cancelled', failure_code = 'upload.abandoned', failure_facts = '{}', revision = revision + 1,
           finished_at = now() where ${abandoned}`,
      );
      await TryLimits.sweep(manager);
    });
  }
}
