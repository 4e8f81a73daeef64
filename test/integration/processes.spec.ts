import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

const built = (file: string) => new URL(`../../dist/embedded/${file}`, import.meta.url);
const { isRunning, waitUntilGone } = (await import(
  built('running-process.js').href
)) as typeof import('../../src/embedded/running-process.js');

const child = fileURLToPath(new URL('../support/keep-running.mjs', import.meta.url));
const parentProcess = fileURLToPath(built('parent-process.js'));

/** What `athar serve` does, with children that do nothing: services, processes, exit code. */
const service = (processes: object[]) => `
  const { runProcesses } = await import(${JSON.stringify(built('processes.js').href)});
  const { startServices } = await import(${JSON.stringify(built('services.js').href)});
  const services = await startServices({ dataDirectory: process.env.DATA_DIRECTORY });
  const { ready, ended } = runProcesses(${JSON.stringify(processes)}, { services, log: (line) => console.log(line) });
  ready.then((allReady) => allReady && console.log('all ready'));
  process.exitCode = await ended;`;

const api = { name: 'api', entry: child, args: [parentProcess] };
const worker = { name: 'worker', entry: child, args: [parentProcess], restart: true };

let dataDirectory: string;
let started: Service[] = [];
beforeAll(async () => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'athar-processes-'));
  await chmod(dataDirectory, 0o711);
});
afterEach(async () => {
  for (const one of started) one.program.kill('SIGTERM');
  await Promise.all(started.map((one) => one.exit));
  started = [];
});
afterAll(() => rmSync(dataDirectory, { recursive: true, force: true }));

class Service {
  readonly program: ChildProcess;
  readonly exit: Promise<number | string | null>;
  private readonly lines: string[] = [];
  private wake = () => {};

  constructor(processes: object[]) {
    const { DATABASE_URL: _d, REDIS_URL: _r, NODE_OPTIONS: _n, ...env } = process.env;
    this.program = spawn(process.execPath, ['--input-type=module', '--eval', service(processes)], {
      env: { ...env, DATA_DIRECTORY: dataDirectory },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.program.stdout!, this.program.stderr!]) {
      createInterface({ input: stream }).on('line', (line) => {
        this.lines.push(line);
        this.wake();
      });
    }
    this.exit = new Promise((resolve) => {
      this.program.once('close', (code, signal) => {
        resolve(signal ?? code);
        this.wake();
      });
    });
    started.push(this);
  }

  /** The first line that fits, now or later; fails with everything that was said if the program ends without it. */
  async line(pattern: RegExp, number = 1): Promise<string> {
    for (;;) {
      const found = this.lines.filter((line) => pattern.test(line))[number - 1];
      if (found !== undefined) return found;
      if (this.program.exitCode !== null) throw new Error(`No line fits ${pattern}:\n${this.lines.join('\n')}`);
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  async pidOf(name: string, number = 1): Promise<number> {
    return Number((await this.line(new RegExp(`\\[${name}\\] pid \\d+`), number)).split(' ').at(-1));
  }
}

/** Process ids of the servers, from the notes that they are started with. */
function serverPids(): { postgres: number; queue: number } {
  const queueHome = readdirSync(dataDirectory).find((name) => name.startsWith('queue-'))!;
  const pidIn = (home: string) =>
    (JSON.parse(readFileSync(join(dataDirectory, home, 'owner.json'), 'utf8')) as { serverPid: number }).serverPid;
  return { postgres: pidIn('postgres'), queue: pidIn(queueHome) };
}

describe('api and worker as processes', () => {
  it('all end when the operator stops the service, and the servers with them', async () => {
    const running = new Service([api, worker]);
    await running.line(/all ready/);
    const { postgres, queue } = serverPids();
    const pids = [await running.pidOf('api'), await running.pidOf('worker'), postgres, queue];
    expect(pids.filter(isRunning)).toEqual(pids);
    running.program.kill('SIGINT');
    expect(await running.exit).toBe(0);
    expect(pids.filter(isRunning)).toEqual([]);
  }, 30_000);

  it('start a killed worker again, and say so', async () => {
    const running = new Service([api, worker]);
    await running.line(/all ready/);
    process.kill(await running.pidOf('worker'), 'SIGKILL');
    await running.line(/worker ended \(SIGKILL\)\. Starting it again in 1 s \(1 of 5\)/);
    expect(isRunning(await running.pidOf('worker', 2))).toBe(true);
    expect(isRunning(await running.pidOf('api'))).toBe(true);
  }, 30_000);

  it('all end with an error when the api cannot start', async () => {
    const running = new Service([{ ...api, args: [parentProcess, 'fails at once'] }, worker]);
    await running.line(/api ended \(exit code 3\)\. Stopping everything/);
    expect(await running.exit).toBe(1);
  }, 30_000);

  it('all end when the queue server is killed', async () => {
    const running = new Service([api]);
    await running.line(/all ready/);
    const apiPid = await running.pidOf('api');
    const { postgres, queue } = serverPids();
    process.kill(queue, 'SIGKILL');
    await running.line(/queue server .* ended by itself \(SIGKILL\)\. Stopping everything/);
    expect(await running.exit).toBe(1);
    expect([apiPid, postgres, queue].filter(isRunning)).toEqual([]);
  }, 30_000);

  it('end when the process that started them is killed', async () => {
    const running = new Service([api, worker]);
    await running.line(/all ready/);
    const { postgres, queue } = serverPids();
    const pids = [await running.pidOf('api'), await running.pidOf('worker'), postgres, queue];
    running.program.kill('SIGKILL');
    expect(await running.exit).toBe('SIGKILL');
    for (const pid of pids) expect(await waitUntilGone(pid, 10_000)).toBe(true);
  }, 30_000);
});
