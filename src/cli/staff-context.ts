import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Account, type Role } from '../access/account.entity.js';
import { Acting } from '../access/acting.js';
import { type StaffActor, staffActor } from '../access/actor.js';
import { Sessions } from '../access/sessions.js';
import { AppModule } from '../app.module.js';
import type { Config } from '../config.js';
import { createLog, NestLog } from '../logging.js';
import { withServices } from './configuration.js';
import { UsageError } from './output.js';
import { requireQueue } from './servers.js';

const caseworkers: readonly Role[] = ['caseworker', 'supervisor'];

/**
 * Runs work with the services of the API in the name of a member of staff, and closes everything again.
 * @param roles who may do this
 */
export async function asStaff<T>(
  options: { as?: string; data?: string },
  work: (app: INestApplicationContext, actor: StaffActor) => Promise<T>,
  roles: readonly Role[] = caseworkers,
): Promise<T> {
  const name = options.as ?? process.env.ATHAR_ACCOUNT;
  if (!name) throw new UsageError('Say who you are: --as <account>, or the environment variable ATHAR_ACCOUNT.');
  return withServices(options.data, (config) => inNameOf(config, name, work, roles));
}

async function inNameOf<T>(
  config: Config,
  name: string,
  work: (app: INestApplicationContext, actor: StaffActor) => Promise<T>,
  roles: readonly Role[],
): Promise<T> {
  await requireQueue(config);
  const log = createLog('fatal', 'command');
  const app = await NestFactory.createApplicationContext(AppModule.with({ ...config, logLevel: 'fatal' }, log), {
    logger: new NestLog(log),
    abortOnError: false,
  });
  try {
    const account = await app.get(Acting).atTheDoor((manager) => manager.findOneBy(Account, { login: name }));
    // Demonstration accounts act only where they could sign in as well.
    if (!account || !app.get(Sessions).mayWork(account) || !account.role || !roles.includes(account.role))
      throw new UsageError('There is no such account, or it may not do this.');
    return await work(app, staffActor(account, { sessionId: null, freshUntil: null }));
  } finally {
    await app.close();
  }
}
