import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { LOG } from '../log-token.js';
import type { Log } from '../logging.js';
import { chunksOf, type DueTask, type JobPayload, QUEUE_NAME, taskSettings } from './job-list.js';

/** Tells the workers that something is due. Never the only record of it: a bell nobody heard is rung again by the sweeper. */
@Injectable()
export class Doorbell implements OnModuleInit {
  constructor(
    @InjectQueue(QUEUE_NAME) private readonly queue: Queue<JobPayload, void, string>,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit() {
    // Without a listener a lost connection would end the process.
    this.queue.on('error', (error) =>
      this.log.warn({ code: (error as NodeJS.ErrnoException).code }, 'queue connection'),
    );
  }

  /** Call after the commit. Does not throw: when the queue is away, the work is merely later. */
  async ring(task: DueTask, ids: string[]): Promise<void> {
    const settings = taskSettings[task];
    try {
      await this.queue.addBulk(
        chunksOf(ids, settings.subjectsPerJob).map((chunk) => ({
          name: task,
          data: { ids: chunk },
          opts: { priority: settings.priority, removeOnComplete: true, removeOnFail: { count: 1000 } },
        })),
      );
    } catch (error) {
      this.log.warn({ task, subjects: ids.length, code: (error as NodeJS.ErrnoException).code }, 'bell not heard');
    }
  }

  /** Jobs that wait; the sweeper does not ring again while a long queue is being worked off. */
  async waiting(): Promise<number> {
    const counts = await this.queue.getJobCounts('waiting', 'prioritized');
    return (counts.waiting ?? 0) + (counts.prioritized ?? 0);
  }
}
