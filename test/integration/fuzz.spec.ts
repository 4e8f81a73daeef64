import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startApplication, type TestApplication } from '../support/application.js';
import { ApiSurface, type Sample } from '../support/fuzz/api-surface.js';
import { readCorpus } from '../support/fuzz/corpus.js';
import { wrongWith } from '../support/fuzz/judge.js';
import { type Line, LinesSurface } from '../support/fuzz/lines-surface.js';
import { NamesSurface, type TriedTexts } from '../support/fuzz/names-surface.js';
import { makeWorld, settled } from '../support/matrix/world.js';

jest.setTimeout(300_000);

/** The same in every run. `npm run fuzz` takes others, and as many as one likes. */
const seed = 20_261_123;

let app: TestApplication;
let api: ApiSurface;
let lines: LinesSurface;
const names = new NamesSurface();
beforeAll(async () => {
  app = await startApplication();
  api = await ApiSurface.of(await makeWorld(app));
  lines = new LinesSurface(app.url);
});
afterAll(async () => {
  api?.close();
  await app?.stop();
});

describe('what was found once', () => {
  it.each(readCorpus().map(({ file, ...finding }) => [file, finding] as const))(
    'is not found again: %s',
    async (_, { surface, input }) => {
      const senders: Record<string, () => Promise<string | null>> = {
        api: () => api.send(input as Sample),
        lines: () => lines.send(input as Line),
        names: () => names.send(input as TriedTexts),
      };
      expect(await senders[surface]()).toBeNull();
    },
  );
});

it('every described operation takes, or refuses in the one shape, what is described and what is spoiled', async () => {
  expect(api.operations.length).toBeGreaterThan(150);
  const found = [];
  for (const [at, operation] of api.operations.entries()) found.push(...(await api.run(operation, seed + at, 4)));
  expect(found).toEqual([]);
  // Most of them were let in, and looked at what was sent.
  const { '2xx': taken = 0, '4xx': refused = 0 } = api.counts.classes;
  expect(taken).toBeGreaterThan(api.counts.total / 10);
  expect(refused).toBeGreaterThan(api.counts.total / 10);
});

it('request lines that no client writes are refused, and lead a stranger nowhere', async () => {
  expect(await lines.run(seed, 300)).toEqual([]);
  expect(lines.counts.total).toBeGreaterThan(200);
});

it('whoever reads names, dates, places and lists reads any text', async () => {
  expect(await names.run(seed, 300)).toEqual([]);
  expect(names.counts.total).toBe(300 + readCorpus().filter(({ surface }) => surface === 'names').length);
});

it('both processes are there afterwards, and what was taken in can be compared', async () => {
  // The world has marks of revisions that will never be.
  await app.dataSource.query(
    'update due_marks set revision = reports.revision from reports where reports.id = subject_id and due_marks.revision > reports.revision',
  );
  await settled(app);
  expect([app.api.child.exitCode, app.worker?.child.exitCode]).toEqual([null, null]);
  expect(`${app.api.output()}${app.worker?.output()}`).not.toMatch(/"level":(5|6)0/);
});

describe('an answer is wrong that', () => {
  const problem = (status: number, code: string, more: object = {}) => ({
    status,
    type: 'application/problem+json; charset=utf-8',
    text: JSON.stringify({ type: `urn:athar:problem:${code}`, status, code, ...more }),
    headers: {},
  });
  it.each([
    ['is a failure of ours', problem(500, 'service.failed')],
    ['is unavailable and says not when to come back', problem(503, 'service.unavailable')],
    ['slows down and says not when to come back', problem(429, 'request.too_often')],
    ['repeats a name', problem(400, 'request.invalid', { detail: 'Athartest' })],
    ['says one thing and means another', { ...problem(400, 'request.invalid'), status: 404 }],
    ['is no problem+json', { ...problem(404, 'access.not_found'), type: 'text/plain' }],
  ])('%s', (_, answer) => {
    expect(wrongWith('GET', answer)).not.toBeNull();
  });
  it.each([
    ['a refusal', problem(400, 'request.invalid')],
    ['that there is too much to do', { ...problem(503, 'service.busy'), headers: { 'retry-after': '3' } }],
  ])('and this one is right: %s', (_, answer) => {
    expect(wrongWith('GET', answer)).toBeNull();
  });
});
