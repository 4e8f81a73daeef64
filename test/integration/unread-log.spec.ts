import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from '@jest/globals';

const logging = new URL('../../dist/logging.js', import.meta.url).href;

/** Logs far more than a pipe holds, says on standard error that it still lives, and ends when asked. */
const talkative = `
  const { createLog } = await import(${JSON.stringify(logging)});
  const log = createLog('info', 'talkative');
  let line = 0;
  const talk = setInterval(() => { for (let i = 0; i < 200; i++) log.info({ line: line++ }, 'x'.repeat(200)); }, 5);
  process.once('SIGUSR2', () => clearInterval(talk));
  process.once('SIGTERM', () => { log.info('the last line'); process.exit(3); });
  let said = false;
  setInterval(() => { if (line > 20_000 && !said) { said = true; console.error('still here'); } }, 20);`;

let program: ChildProcess;
afterEach(() => {
  program.kill('SIGKILL');
});

function start(): { lives: Promise<unknown>; ended: Promise<unknown[]> } {
  program = spawn(process.execPath, ['--input-type=module', '--eval', talkative], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { lives: once(createInterface({ input: program.stderr! }), 'line'), ended: once(program, 'exit') };
}

describe('A log that nobody reads', () => {
  it('neither stops the service nor keeps it from ending', async () => {
    const { lives, ended } = start();
    await lives;
    program.kill('SIGTERM');
    expect(await ended).toEqual([3, null]);
  });

  it('does not keep the service from ending when whoever read it was killed', async () => {
    const { lives, ended } = start();
    await lives;
    program.stdout!.destroy();
    program.kill('SIGTERM');
    expect(await ended).toEqual([3, null]);
  });

  it('goes on in whole lines when somebody reads again, and says how many were dropped', async () => {
    const { lives, ended } = start();
    await lives;
    program.kill('SIGUSR2');
    const told: Record<string, unknown>[] = [];
    for await (const line of createInterface({ input: program.stdout! })) {
      told.push(JSON.parse(line));
      if ('dropped' in told.at(-1)!) program.kill('SIGTERM');
    }
    expect(await ended).toEqual([3, null]);
    const dropped = told.find((line) => 'dropped' in line)!.dropped as number;
    const numbers = told.map((line) => line.line).filter((line) => line !== undefined) as number[];
    expect(dropped).toBeGreaterThan(0);
    expect(numbers).toEqual(numbers.map((_, at) => at));
    expect(told.at(-1)!.msg).toBe('the last line');
  });
});
