import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { untilItAnswers } from './queue-ping.js';
import { tiedCommand } from './tied-command.js';

/**
 * Starts a redis-server or valkey-server program with its files in `directory`.
 * @throws with the server's last words if it does not answer within 20 s
 */
export async function startRedisServer(options: {
  program: string;
  directory: string;
  password: string;
}): Promise<{ child: ChildProcess; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const configuration = join(options.directory, 'server.conf');
    writeFileSync(configuration, settings(port, options.directory, options.password), { mode: 0o600 });
    const { command, args, options: spawnOptions } = tiedCommand(options.program, [configuration], 'TERM', null);
    const child = spawn(command, args, { ...spawnOptions, stdio: ['ignore', 'pipe', 'ignore'] });
    let lastWords = '';
    child.stdout?.on('data', (text: Buffer) => {
      lastWords = (lastWords + text).slice(-2_000);
    });
    child.once('error', (error) => {
      lastWords += error.message;
    });
    const url = `redis://:${options.password}@127.0.0.1:${port}`;
    const hasEnded = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
    if (await untilItAnswers(url, hasEnded, 20_000)) return { child, port };
    child.kill('SIGKILL');
    const takenPort = lastWords.includes('Address already in use');
    if (!takenPort || attempt === 3) throw new Error(`${options.program} did not start:\n${lastWords}`);
  }
}

/** In a file and not on the command line, where every user of the machine could read the password. */
function settings(port: number, directory: string, password: string): string {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir "${directory}"`,
    'daemonize no',
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    // BullMQ must never lose a key to eviction.
    'maxmemory-policy noeviction',
    '',
  ].join('\n');
}
