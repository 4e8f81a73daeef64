import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, jest } from '@jest/globals';

jest.setTimeout(600_000);

const program = fileURLToPath(new URL('../../bench/fuzz-import.mjs', import.meta.url));
const files = 24;

it('whatever a file holds, every row of it is accounted for and nothing of the service fails', async () => {
  const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 1_000_000));
  console.log(`seed ${seed}; again: FUZZ_SEED=${seed}; many more: npm run fuzz:import -- --runs 1000`);
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, [program, '--runs', String(files), '--seed', String(seed), '--json'], { env });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
  });
  const [code] = await once(child, 'close');
  expect(err).not.toMatch(/VIOLATION/);
  expect(code).toBe(0);
  const { violations, counts, highest } = JSON.parse(out);
  expect(violations).toEqual([]);
  expect(highest).toBeLessThan(500);
  const each: { generated: number; mutated: number }[] = Object.values(counts);
  expect(each.reduce((sum, { generated, mutated }) => sum + generated + mutated, 0)).toBe(files);
});
