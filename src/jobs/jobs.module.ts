import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { Doorbell } from './doorbell.js';
import { QUEUE_NAME } from './job-list.js';

/** The queue as the sender sees it. The API loads only this; the worker adds what runs the jobs. */
@Module({
  imports: [
    BullModule.forRootAsync({
      inject: [CONFIG],
      useFactory: (config: Config) => ({
        prefix: config.queuePrefix,
        // A request must not hang because the queue is away.
        connection: { url: config.redisUrl, maxRetriesPerRequest: 1, enableOfflineQueue: false },
      }),
    }),
    BullModule.registerQueue({ name: QUEUE_NAME }),
  ],
  providers: [Doorbell],
  exports: [Doorbell],
})
export class JobsModule {}
