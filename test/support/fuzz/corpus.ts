import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from './judge.js';

const folder = fileURLToPath(new URL('../../fuzz-corpus/', import.meta.url));

/** Every input that once did what none may do. They are sent again with every run of the tests (test/integration/fuzz.spec.ts). */
export function readCorpus(): (Finding & { file: string })[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({ ...(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Finding), file: name }));
}

/** @returns the name of its file: the same input is kept once */
export function keep(finding: Finding): string {
  mkdirSync(folder, { recursive: true });
  const hash = createHash('sha256').update(JSON.stringify(finding.input)).digest('hex').slice(0, 12);
  const name = `${finding.surface}-${hash}.json`;
  writeFileSync(join(folder, name), `${JSON.stringify(finding, null, 2)}\n`);
  return name;
}
