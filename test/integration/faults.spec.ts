import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, it, jest } from '@jest/globals';
import { keptSeeds } from '../faults/kept-seeds.mjs';
import { plants } from '../faults/plants.mjs';

jest.setTimeout(1_200_000);

interface Told {
  faults: { fault: string; seeds: number }[];
  checker: { name: string; invariant: string; found: string[] }[];
  runs: {
    fault: string;
    seed: number;
    violations: { invariant: string; what: string }[];
    operations: { ok: number };
  }[];
}

const program = fileURLToPath(new URL('../faults/run.mjs', import.meta.url));
let told: Told;

beforeAll(async () => {
  const { NODE_OPTIONS: _, DATABASE_URL: _d, REDIS_URL: _r, ATHAR_KEYS_FILE: _k, ...env } = process.env;
  // Its exit code says the same as its answer, which the tests below look at.
  const { stdout } = await promisify(execFile)(process.execPath, [program, '--kept', '--quick', '--json'], {
    env,
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: { stdout: string; stderr: string }) => {
    if (!error.stdout) throw new Error(error.stderr);
    return error;
  });
  told = JSON.parse(stdout) as Told;
});

it.each(keptSeeds)('after fault %s, seed %i, nothing is lost and nothing doubled', (fault, seed) => {
  const run = told.runs.find((each) => each.fault === fault && each.seed === seed);
  expect(run?.violations).toEqual([]);
  expect(run?.operations.ok).toBeGreaterThan(5);
});

it.each(plants.map(({ name, invariant }) => [name, invariant]))(
  'the checker sees it when %s (%s)',
  (name, invariant) => {
    expect(told.checker.find((each) => each.name === name)?.found).toContain(invariant);
  },
);
