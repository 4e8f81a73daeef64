import type { AddressInfo } from 'node:net';
import { inventStaff, type NewAccount, putAccount } from '../../src/access/demonstration-accounts.js';
import { type Config, readConfig } from '../../src/config.js';
import { openDataSource } from '../../src/database/data-source.js';
import { createApplication } from '../../src/main.js';
import { startWorker } from '../../src/worker.js';

export type TestAccount = NewAccount & { account: string };

/** Configuration for this test file: its own database and queue prefix, set by the test environment. */
export function testConfig(changes: Partial<Config> = {}): Config {
  const environment = { ...process.env, ATHAR_MODE: 'demonstration', LOG_LEVEL: 'fatal', PORT: '0' };
  return { ...readConfig(environment), sweepIntervalMs: 200, ringAgainAfterMs: 1_000, ...changes };
}

/** The API, listening on a free port, with or without a worker in this process, and invented staff. */
export async function startApplication(options: { worker?: boolean; config?: Partial<Config> } = {}) {
  const config = testConfig(options.config);
  const dataSource = await openDataSource(config.databaseUrl);
  const accounts: TestAccount[] = inventStaff().map((account) => ({ ...account, account: account.login }));
  for (const account of accounts) await putAccount(dataSource, account, true);
  const app = await createApplication(config);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const worker = options.worker === false ? undefined : await startWorker(config);
  return {
    url: `http://127.0.0.1:${port}`,
    app,
    worker,
    dataSource,
    accounts,
    config,
    /** Resolves when nothing is due any more; throws after the given time, saying what is left. */
    async settled(timeoutMs = 60_000): Promise<void> {
      const until = Date.now() + timeoutMs;
      for (;;) {
        const left = await dataSource.query('select task, count(*)::int as n from due_marks group by task');
        if (left.length === 0) return;
        if (Date.now() > until) throw new Error(`Still due: ${JSON.stringify(left)}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async stop(): Promise<void> {
      await worker?.close();
      await app.close();
      await dataSource.destroy();
    },
  };
}

export type TestApplication = Awaited<ReturnType<typeof startApplication>>;
