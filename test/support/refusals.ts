import { expect } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { type RawAnswer, sendRaw } from './send-raw.js';

/** Every invented person in these tests; nothing of them may come back in a refusal. */
export const marker = /athartest|أثرتست/i;

const tables = [
  'reports',
  'report_revisions',
  'reporters',
  'person_names',
  'consents',
  'idempotency_keys',
  'sources',
  'source_chunks',
  'imports',
  'import_rows',
  'detention_records',
  'suggestion_events',
  'due_marks',
];

/** Rows of each table that a request may add to. */
export async function storedRows(dataSource: DataSource): Promise<Record<string, number>> {
  const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  const [rows] = await dataSource.query(`select ${counts.join(', ')}`);
  return rows;
}

export { type RawAnswer, sendRaw };

export interface ErrorEntry {
  pointer?: string;
  row?: number;
  column?: string;
  code: string;
  message: string;
}

/** Checks the shape that every refusal has, and that it repeats nothing of what was sent. @returns its errors */
export function expectProblem(answer: RawAnswer, status: number, code: string): ErrorEntry[] {
  expect({ status: answer.status, text: answer.text.slice(0, 600) }).toEqual({
    status,
    text: expect.stringContaining(`"code":"${code}"`),
  });
  expect(answer.type).toBe('application/problem+json; charset=utf-8');
  expect(answer.text).not.toMatch(marker);
  expect(answer.text.length).toBeLessThan(20_000);
  const problem = JSON.parse(answer.text);
  expect(problem).toMatchObject({
    type: `urn:athar:problem:${code}`,
    title: expect.any(String),
    status,
    code,
    instance: expect.stringMatching(/^urn:uuid:/),
  });
  for (const error of problem.errors ?? []) {
    expect(error).toMatchObject({ code: expect.stringMatching(/^[a-z]+\.[a-z0-9_]+$/), message: expect.any(String) });
    expect(error.pointer ?? error.row).toBeDefined();
  }
  return problem.errors ?? [];
}
