import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Config } from './config.js';
import { createLog, NestLog } from './logging.js';
import { WorkerModule } from './worker.module.js';

/** Starts one worker in this process. It listens to the queue until it is closed. */
export async function startWorker(config: Config): Promise<INestApplicationContext> {
  const log = createLog(config.logLevel, 'worker');
  return NestFactory.createApplicationContext(WorkerModule.with(config, log), {
    logger: new NestLog(log),
    abortOnError: false,
  });
}
