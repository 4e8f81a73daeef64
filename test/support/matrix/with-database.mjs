// For scripts that use the checks of the tests without Jest: servers, and a database cloned from the migrated template.
import '../register-typescript.mjs';
import { randomBytes } from 'node:crypto';
import { databaseOn, query, startTestServices } from '../test-services.mjs';

/** Runs `work` with DATABASE_URL, REDIS_URL and QUEUE_PREFIX in the environment, as Jest's test files have them. */
export async function withDatabase(work) {
  const services = await startTestServices();
  const { ATHAR_TEST_SERVER: server, ATHAR_TEST_TEMPLATE: template, ATHAR_TEST_REDIS: redis } = process.env;
  const name = `t_${randomBytes(8).toString('hex')}`;
  try {
    await query(server, `create database ${name} template ${template}`);
    Object.assign(process.env, { DATABASE_URL: databaseOn(server, name), REDIS_URL: redis, QUEUE_PREFIX: name });
    await work();
  } finally {
    await query(server, `drop database if exists ${name} with (force)`);
    await services.stop();
  }
}
