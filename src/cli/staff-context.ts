import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Account } from '../access/account.entity.js';
import { type Actor, actorOf } from '../access/actor.js';
import { AppModule } from '../app.module.js';
import type { Config } from '../config.js';
import { createLog, NestLog } from '../logging.js';
import { withServices } from './configuration.js';
import { UsageError } from './output.js';
import { requireQueue } from './servers.js';

/** Runs work with the services of the API in the name of a member of staff, and closes everything again. */
export async function asStaff<T>(
  options: { as?: string; data?: string },
  work: (app: INestApplicationContext, actor: Actor) => Promise<T>,
): Promise<T> {
  const name = options.as ?? process.env.ATHAR_ACCOUNT;
  if (!name) throw new UsageError('Say who you are: --as <account>, or the environment variable ATHAR_ACCOUNT.');
  return withServices(options.data, (config) => inNameOf(config, name, work));
}

async function inNameOf<T>(
  config: Config,
  name: string,
  work: (app: INestApplicationContext, actor: Actor) => Promise<T>,
): Promise<T> {
  await requireQueue(config);
  const log = createLog('fatal', 'command');
  const app = await NestFactory.createApplicationContext(AppModule.with({ ...config, logLevel: 'fatal' }, log), {
    logger: new NestLog(log),
    abortOnError: false,
  });
  try {
    const account = await app.get(DataSource).getRepository(Account).findOneBy({ login: name });
    if (!account || account.disabledAt || account.role === 'system_admin')
      throw new UsageError('There is no such account, or it may not do this.');
    return await work(app, actorOf(account));
  } finally {
    await app.close();
  }
}
