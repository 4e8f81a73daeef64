import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { familyLanguages } from '../../src/family-languages.js';
import { startApplication } from '../support/application.js';

let application: Awaited<ReturnType<typeof startApplication>>;
beforeAll(async () => {
  application = await startApplication();
});
afterAll(() => application?.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${application.url}${path}`, { redirect: 'manual', headers });

describe('pages for families', () => {
  it.each(familyLanguages)('are whole in %s: safe headers, one length, exit, free of charge', async (language) => {
    for (const path of ['/start', '/helper', '/need', '/help']) {
      const answer = await get(`/${language}${path}`);
      const page = await answer.text();
      expect([path, answer.status]).toEqual([path, 200]);
      expect(answer.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'self'; script-src 'self'/,
      );
      expect(answer.headers.get('cache-control')).toBe('no-store, no-transform');
      expect(Buffer.byteLength(page) % 8192).toBe(0);
      expect(page).toContain(`<html lang="${language}"`);
      expect(page).toContain(`href="/${language}/leave"`);
      expect(page).toMatch(/<p class="free">[^<]{10,}<\/p>/);
    }
  });

  it('begin with the language that the browser asks for, and send nobody anywhere', async () => {
    const first = async (asked: string) =>
      /<ul class="wide"><li><a class="button" href="\/(\w+)\/start"/.exec(
        await (await get('/', { 'accept-language': asked })).text(),
      )?.[1];
    expect(await Promise.all(['de-AT,de;q=0.9', 'ku', 'ckb', 'fr', 'en-GB'].map(first))).toEqual([
      'de',
      'kmr',
      'ckb',
      'ar',
      'en',
    ]);
  });

  it('say on a page, in its language, that there is nothing', async () => {
    const answer = await get('/en/nowhere');
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('This page does not exist');
  });

  it('are left with everything of them forgotten', async () => {
    const answer = await get('/en/leave');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"');
    expect(answer.headers.get('location')).not.toContain(application.url);
  });

  it('bring their two files once and for good', async () => {
    const page = await (await get('/ar/start')).text();
    const files = [...page.matchAll(/(?:href|src)="(\/family\/[^"]+)"/g)].map(([, path]) => path);
    expect(files).toHaveLength(2);
    for (const path of files) {
      const answer = await get(path, { 'accept-encoding': 'br' });
      expect([answer.status, answer.headers.get('content-encoding')]).toEqual([200, 'br']);
      expect(answer.headers.get('cache-control')).toContain('immutable');
      expect((await answer.text()).length).toBeGreaterThan(500);
    }
    expect((await get('/family/other.css')).status).toBe(404);
  });

  it('take forms, and nothing else does', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const at = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${application.url}${path}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { ...form, ...headers },
        body: 'a=b',
      });
    const helped = await at('/en/helper');
    expect([helped.status, helped.headers.get('location')]).toEqual([303, '/en/need']);
    expect(helped.headers.get('set-cookie')).toMatch(
      /^__Host-athar-draft=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect((await at('/en/helper', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await at('/v1/session')).status).toBe(415);
  });
});
