import {
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config.js';
import { Doorbell } from '../jobs/doorbell.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { listenForWatchers, type MetricsListener } from './listener.js';
import { answersInTime, lookAtDatabase } from './look-at-database.js';
import { queueUp, queueWaiting, type WatchedProcess } from './metric-list.js';

const WATCHED = Symbol('watched process');

/** Lets the API and workers be watched, where a port is named for it. */
@Injectable()
export class Watching implements OnApplicationBootstrap, OnApplicationShutdown {
  private listener: MetricsListener | undefined;

  constructor(
    @Inject(WATCHED) private readonly of: WatchedProcess,
    @Inject(CONFIG) private readonly config: Pick<Config, 'metrics'>,
    private readonly dataSource: DataSource,
    private readonly doorbell: Doorbell,
  ) {}

  async onApplicationBootstrap() {
    if (!this.config.metrics) return;
    this.listener = await listenForWatchers(this.of, this.config.metrics, async () => {
      await Promise.all([lookAtDatabase(this.dataSource, true), this.lookAtQueue()]);
    });
  }

  async onApplicationShutdown() {
    await this.listener?.close();
  }

  private async lookAtQueue(): Promise<void> {
    const answered = await answersInTime(this.doorbell.waiting().then((jobs) => queueWaiting.set(jobs)));
    queueUp.set(answered ? 1 : 0);
  }
}

@Module({})
export class MetricsModule {
  static of(process: WatchedProcess): DynamicModule {
    return {
      module: MetricsModule,
      imports: [JobsModule],
      providers: [{ provide: WATCHED, useValue: process }, Watching],
    };
  }
}
