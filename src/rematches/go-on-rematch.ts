import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config.js';
import { Doorbell } from '../jobs/doorbell.js';
import { clearDue } from '../jobs/due-marks.js';
import type { DueSubject, TaskHandler } from '../jobs/job-list.js';
import { goOn } from './rematch-steps.js';

/** Plans a run that was begun, and wakes one that was resumed. Safe to run twice. */
@Injectable()
export class GoOnRematch implements TaskHandler {
  readonly task = 'rematches.go-on';

  constructor(
    private readonly dataSource: DataSource,
    private readonly doorbell: Doorbell,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The organisation is that of whoever began it; the run is for all. */
  async handle(_organisationId: string, due: DueSubject[]): Promise<void> {
    for (const subject of due) {
      const opened = await this.dataSource.transaction(async (manager) => {
        const chunks = await goOn(manager, subject.id, this.config.rematchChunk);
        await clearDue(manager, this.task, [subject]);
        return chunks;
      });
      await this.doorbell.ring('rematches.chunk', opened);
    }
  }
}
