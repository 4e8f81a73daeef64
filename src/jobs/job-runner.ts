import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Worker } from 'bullmq';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config.js';
import { errorCodeOf } from '../errors.js';
import { LOG } from '../log-token.js';
import { type Log, whereItHappened } from '../logging.js';
import { taskFailures, taskLatency } from '../metrics/metric-list.js';
import { putOff, startAttempt } from './due-marks.js';
import {
  type DueTask,
  dueTasks,
  type JobPayload,
  QUEUE_NAME,
  type StartedSubject,
  TASK_HANDLERS,
  type TaskHandler,
} from './job-list.js';

/** After so many attempts a subject is handled alone, so that one that kills its worker cannot take its neighbours along for ever. */
const triesInCompany = 3;

/** Takes jobs off the queue and gives what is still due to the task's handler. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private worker: Worker<JobPayload> | undefined;
  private readonly handlers: ReadonlyMap<DueTask, TaskHandler>;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Log,
    @Inject(TASK_HANDLERS) handlers: TaskHandler[],
    private readonly dataSource: DataSource,
  ) {
    this.handlers = new Map(handlers.map((handler) => [handler.task, handler]));
    const missing = dueTasks.filter((task) => !this.handlers.has(task));
    if (missing.length > 0) throw new Error(`No handler for: ${missing.join(', ')}`);
  }

  onApplicationBootstrap() {
    this.worker = new Worker<JobPayload>(QUEUE_NAME, (job) => this.run(job.name as DueTask, job.data.ids), {
      prefix: this.config.queuePrefix,
      connection: { url: this.config.redisUrl, maxRetriesPerRequest: null },
      concurrency: this.config.workerConcurrency,
      // A job whose worker was killed is another's after 15 s at most: its lock ends, and somebody looks for such jobs.
      lockDuration: 8_000,
      stalledInterval: 5_000,
      // How often it may happen to one job is counted in Postgres (startAttempt), not here: BullMQ gives a job up for good after the second time.
      maxStalledCount: 1_000,
    });
    this.worker.on('error', (error) => this.log.warn({ code: errorCodeOf(error) }, 'queue connection'));
    this.worker.on('failed', (job, error) =>
      this.log.error({ task: job?.name, code: errorCodeOf(error) }, 'job failed'),
    );
  }

  async onApplicationShutdown() {
    await this.worker?.close();
  }

  /** Safe to run twice: only subjects that still have a due mark reach the handler, and the handler's writes are upserts. */
  async run(task: DueTask, ids: string[]): Promise<void> {
    const handler = this.handlers.get(task);
    if (!handler) throw new Error(`Unknown task ${task}`);
    const due = await startAttempt(this.dataSource.manager, task, ids);
    const fresh = due.filter((subject) => subject.attempts <= triesInCompany);
    for (const organisation of new Set(fresh.map((subject) => subject.organisationId))) {
      await this.handle(
        handler,
        fresh.filter((subject) => subject.organisationId === organisation),
      );
    }
    for (const subject of due.filter((each) => each.attempts > triesInCompany)) {
      // It may be what killed the worker before: if it does so again, the next try is later.
      await putOff(this.dataSource.manager, task, subject.id, 'attempts');
      await this.handle(handler, [subject]);
    }
  }

  /** When a batch fails, each subject is tried alone, so that one bad record cannot keep its neighbours waiting. */
  private async handle(handler: TaskHandler, due: StartedSubject[]): Promise<void> {
    const began = performance.now();
    try {
      await handler.handle(due[0].organisationId, due);
      const tookSeconds = (performance.now() - began) / 1000;
      for (const { waitedSeconds } of due) taskLatency.observe({ task: handler.task }, waitedSeconds + tookSeconds);
    } catch (error) {
      if (due.length > 1) {
        for (const subject of due) await this.handle(handler, [subject]);
        return;
      }
      taskFailures.inc({ task: handler.task });
      this.log.error({ task: handler.task, subject: due[0].id, code: errorCodeOf(error) }, 'work put off');
      this.log.debug({ subject: due[0].id, at: whereItHappened(error) }, 'work put off here');
      await putOff(this.dataSource.manager, handler.task, due[0].id, errorCodeOf(error));
    }
  }
}
