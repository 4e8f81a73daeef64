import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config.js';
import { errorCodeOf } from '../errors.js';
import { LOG } from '../log-token.js';
import type { Log } from '../logging.js';
import { auditDisagreeing, auditSealed } from '../metrics/metric-list.js';
import { AUDIT_SIGNER, type AuditSigner } from './audit-signer.js';
import { movedChains, readHeads, type Sealing, sealHeads } from './seal-heads.js';
import { WitnessFile } from './witness-file.js';

/** At the latest so often something new is sealed, and as soon as so many entries wait (security.md 3.5). */
const sealAtLeastEveryMs = 10 * 60_000;
const sealAtEntries = 1_000;
/** How often it is looked. */
const lookEveryMs = 5_000;

/** Seals the heads of the audit chains on a timer of each API process and at its orderly end. Several processes take turns. */
@Injectable()
export class Sealer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly witness: WitnessFile | null;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();
  private sealedAt = 0;
  private ended = false;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(LOG) private readonly log: Log,
    @Inject(AUDIT_SIGNER) private readonly signer: AuditSigner,
    private readonly dataSource: DataSource,
  ) {
    this.witness = config.witnessFile ? new WitnessFile(config.witnessFile) : null;
  }

  onApplicationBootstrap() {
    if (!this.witness)
      return this.log.warn({ code: 'audit.no_witness' }, 'no ATHAR_WITNESS_FILE: audit heads are not sealed');
    const tick = () => {
      this.running = this.look()
        .catch((error) => this.log.error({ code: errorCodeOf(error) }, 'sealing failed'))
        .finally(() => {
          if (!this.ended) this.timer = setTimeout(tick, lookEveryMs);
        });
    };
    tick();
  }

  /** What was done in the last moments is sealed by the next start, if not by now. */
  async beforeApplicationShutdown() {
    this.ended = true;
    clearTimeout(this.timer);
    await this.running;
    if (this.witness)
      await this.seal().catch((error) => this.log.error({ code: errorCodeOf(error) }, 'sealing failed'));
  }

  private async look(): Promise<void> {
    if (!this.witness) return;
    this.witness.refresh();
    const waiting = movedChains(await readHeads(this.dataSource), this.witness);
    const entries = waiting.reduce((sum, head) => sum + head.unsealed, 0);
    if (entries === 0) auditSealed.setToCurrentTime();
    if (entries >= sealAtEntries || (entries > 0 && Date.now() - this.sealedAt >= sealAtLeastEveryMs))
      await this.seal();
  }

  private async seal(): Promise<Sealing> {
    const sealing = await this.dataSource.transaction((manager) => sealHeads(manager, this.witness!, this.signer));
    this.sealedAt = Date.now();
    auditSealed.setToCurrentTime();
    auditDisagreeing.set(sealing.disagreeing.length);
    if (sealing.disagreeing.length > 0)
      this.log.error({ code: 'audit.witness_disagrees', chains: sealing.disagreeing }, 'run "athar audit verify"');
    return sealing;
  }
}
