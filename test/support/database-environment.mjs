import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestEnvironment as NodeEnvironment } from 'jest-environment-node';
import { clearQueue, namesInQueue } from './queue-contents.mjs';
import { databaseOn, query } from './test-services.mjs';

// Any number that nothing else locks: clones are made one after the other.
const cloningLock = 71_204_113;

/**
 * Gives each test file a database of its own, cloned from the migrated template, a key ring and a queue prefix of its own, all
 * in the process.env that the file sees. At the end it looks for invented people in what the file left in the queue:
 * payloads hold ids, and a name found there fails the file.
 */
export default class DatabaseEnvironment extends NodeEnvironment {
  async setup() {
    await super.setup();
    const { ATHAR_TEST_SERVER: server, ATHAR_TEST_TEMPLATE: template, ATHAR_TEST_REDIS: redis } = process.env;
    const id = randomBytes(8).toString('hex');
    this.server = server;
    this.redis = redis;
    this.database = `t_${id}`;
    this.prefix = `t-${id}`;
    this.keys = join(tmpdir(), `athar-keys-${id}.json`);
    this.witness = join(tmpdir(), `athar-witness-${id}.jsonl`);
    const { createKeyRing } = await import(new URL('../../dist/keys/key-ring-file.js', import.meta.url).href);
    createKeyRing(this.keys);
    await query(
      server,
      `select pg_advisory_lock(${cloningLock})`,
      `create database ${this.database} template ${template}`,
    );
    Object.assign(this.global.process.env, {
      DATABASE_URL: databaseOn(server, this.database),
      REDIS_URL: redis,
      QUEUE_PREFIX: this.prefix,
      ATHAR_KEYS_FILE: this.keys,
      ATHAR_WITNESS_FILE: this.witness,
      // The tests' queue is the one in WebAssembly, and their staff is invented; unsafe-start.spec.ts takes this away.
      ATHAR_ACCEPT_UNSAFE: 'volatile-queue,demonstration-accounts,weak-secrets',
    });
  }

  async teardown() {
    try {
      const found = await namesInQueue(this.redis, this.prefix);
      await clearQueue(this.redis, this.prefix);
      if (found.length > 0)
        throw new Error(`Names of people stand in the queue, which holds ids only: ${found.join(', ')}`);
    } finally {
      rmSync(this.keys, { force: true });
      rmSync(this.witness, { force: true });
      await query(this.server, `drop database if exists ${this.database} with (force)`);
      await super.teardown();
    }
  }
}
