import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { programFiles, textOf } from '../support/source-files.js';

const logging = new URL('../../dist/logging.js', import.meta.url).href;

/** A program of ours with every mistake that somebody could make, at the most talkative level. */
const careless = `
  const { createLog, NestLog } = await import(${JSON.stringify(logging)});
  const log = createLog('debug', 'careless');
  const canary = 'Kanarya77 Athartest';
  const failed = Object.assign(new Error('Failing row contains (' + canary + ')', { cause: new Error(canary) }), {
    detail: canary, where: canary, parameters: [canary], code: '23514' });
  failed.stack = 'error: ' + canary + '\\n    at store (file:///athar/dist/a.js:1:1)';
  const request = { url: '/v1/search?name=' + canary, headers: { cookie: canary }, body: { name: canary }, query: { name: canary } };
  log.error(failed);
  log.error({ err: failed }, 'work failed');
  log.error({ error: failed, code: failed.code }, 'work failed');
  log.warn({ ...failed }, 'work failed');
  log.info({ req: request, res: { headers: { 'set-cookie': canary } } }, 'request');
  log.info(request, 'request');
  log.info({ person: { names: [{ full: canary }] } }, 'person');
  log.info({ [canary]: 1 + canary }, 'odd field');
  log.debug({ code: canary, subject: canary, at: [canary], reasons: [canary] }, 'known fields');
  log.info({ token: canary, password: canary }, 'secrets');
  const nest = new NestLog(log);
  nest.error(failed);
  nest.error('Something failed', failed.stack, 'Context');
  nest.warn(failed, 'Context');
  nest.log({ message: 'x', toString: () => 'an object' });
  console.error('ended');`;

const service = programFiles().filter((path) => path.startsWith('src/'));

describe('the log, in the hands of somebody careless', () => {
  it('holds no name, whatever it was given, and says what it left out', async () => {
    const program = spawn(process.execPath, ['--input-type=module', '--eval', careless], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let said = '';
    program.stdout.on('data', (chunk: Buffer) => (out += chunk));
    program.stderr.on('data', (chunk: Buffer) => (said += chunk));
    const [code] = await once(program, 'close');
    expect([code, said]).toEqual([0, 'ended\n']);
    const lines = out.trim().split('\n');
    expect(lines.length).toBe(14);
    expect(lines.filter((line) => /Kanarya77|Athartest/.test(line))).toEqual([]);
    // What helps to find the fault is still there.
    const told = lines.map((line) => JSON.parse(line));
    expect(told[0]).toMatchObject({ msg: 'Error', at: ['at store (file:///athar/dist/a.js:1:1)'] });
    expect(told[2]).toMatchObject({ code: '23514', removed: ['unknown'] });
    for (const line of told)
      expect(line).toMatchObject({ service: 'careless', level: expect.any(Number), time: expect.any(String) });
  });

  it('has no second way to the output: no child, whose own fields nobody looks at, and no other log', () => {
    expect(service.length).toBeGreaterThan(200);
    expect(service.filter((path) => /\blog\w*\.child\(/.test(textOf(path)))).toEqual([]);
    expect(service.filter((path) => /from 'pino'/.test(textOf(path)))).toEqual(['src/logging.ts']);
    // Commands speak to whoever typed them.
    const prints = service.filter((path) => /\bconsole\.\w+\(|process\.std(out|err)\.write/.test(textOf(path)));
    expect(
      prints.filter((path) => !/^src\/(cli|embedded|partner-files|linkage|evaluation|demonstration)\//.test(path)),
    ).toEqual([]);
  });
});
