import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { policies } from '../../src/access/policies.js';
import { projectRoot } from '../../src/database/project-root.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { isPageOfFamilies } from '../support/matrix/operations.js';

jest.setTimeout(180_000);

let application: TestApplication;
beforeAll(async () => {
  application = await startApplication({ worker: false });
});
afterAll(() => application?.stop());

const committed = (file: string) => readFileSync(join(projectRoot, file), 'utf8');

describe('the description of the interface', () => {
  it('openapi.json is what the service serves (npm run openapi writes it)', async () => {
    const served = await (await fetch(`${application.url}/openapi.json`)).json();
    expect(JSON.parse(committed('openapi.json'))).toEqual(served);
    expect(served).toMatchObject({ openapi: '3.1.0' });
  });

  it('the types of the console are made from it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'athar-types-'));
    const output = join(folder, 'schema.ts');
    execFileSync(process.execPath, [
      join(projectRoot, 'node_modules/openapi-typescript/bin/cli.js'),
      join(projectRoot, 'openapi.json'),
      '-o',
      output,
    ]);
    const generated = readFileSync(output, 'utf8');
    rmSync(folder, { recursive: true });
    expect(committed('web/src/api/schema.ts')).toBe(generated);
  });

  it('every operation has a policy row, and every row of the interface an operation', async () => {
    const { paths } = (await (await fetch(`${application.url}/openapi.json`)).json()) as {
      paths: Record<string, object>;
    };
    const served = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    const ruled = Object.keys(policies).filter((route) => route.includes('/v1/'));
    expect(served.sort()).toEqual(ruled.sort());
  });

  it('every operation that is not open to anyone refuses a stranger in the same words', async () => {
    const closed = Object.entries(policies).filter(
      ([route, policy]) => !policy.callers.includes('anyone') && !isPageOfFamilies(route),
    );
    expect(closed.length).toBeGreaterThan(10);
    for (const [route] of closed) {
      const [method, path] = route.split(' ');
      const answer = await fetch(application.url + path.replaceAll(/:\w+/g, crypto.randomUUID()), { method });
      // A refused HEAD has no body that could say more.
      if (method === 'HEAD') {
        expect([route, answer.status]).toEqual([route, 401]);
        continue;
      }
      const { instance, ...body } = (await answer.json()) as Record<string, unknown>;
      expect([route, answer.status, body]).toEqual([
        route,
        401,
        { type: 'urn:athar:problem:access.sign_in', title: 'Sign in first', status: 401, code: 'access.sign_in' },
      ]);
      expect(instance).toMatch(/^urn:uuid:/);
    }
  });
});

describe('the console', () => {
  it('is one page, whatever path below it is asked for, and its files are kept by the browser', async () => {
    const page = await fetch(`${application.url}/console/suggestions/anything`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const html = await page.text();
    const script = /src="(\/console\/assets\/[^"]+\.js)"/.exec(html)?.[1];
    const file = await fetch(application.url + script);
    expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'public, max-age=2592000, immutable']);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await fetch(`${application.url}/console`, { redirect: 'manual' })).headers.get('location')).toBe(
      '/console/',
    );
  });

  it('never hands out a file from outside its folder', async () => {
    for (const path of ['/console/../package.json', '/console/%2e%2e/package.json', '/console/..%2fpackage.json']) {
      const answer = await fetch(application.url + path);
      expect(await answer.text()).not.toContain('"dependencies"');
      expect(answer.status).toBeLessThan(500);
    }
  });
});
