// For scripts that use the checks of the tests without Jest: servers, and a database cloned from the migrated template.
import '../register-typescript.mjs';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseOn, query, startTestServices } from '../test-services.mjs';

/** Runs `work` with DATABASE_URL, REDIS_URL, QUEUE_PREFIX and ATHAR_KEYS_FILE in the environment, as Jest's test files have them. */
export async function withDatabase(work) {
  const services = await startTestServices();
  const { ATHAR_TEST_SERVER: server, ATHAR_TEST_TEMPLATE: template, ATHAR_TEST_REDIS: redis } = process.env;
  const name = `t_${randomBytes(8).toString('hex')}`;
  const keys = join(tmpdir(), `${name}-keys.json`);
  try {
    const { createKeyRing } = await import(new URL('../../../dist/keys/key-ring-file.js', import.meta.url).href);
    createKeyRing(keys);
    await query(server, `create database ${name} template ${template}`);
    Object.assign(process.env, {
      DATABASE_URL: databaseOn(server, name),
      REDIS_URL: redis,
      QUEUE_PREFIX: name,
      ATHAR_KEYS_FILE: keys,
    });
    await work();
  } finally {
    rmSync(keys, { force: true });
    await query(server, `drop database if exists ${name} with (force)`);
    await services.stop();
  }
}
