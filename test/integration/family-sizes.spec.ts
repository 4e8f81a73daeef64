import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { policies } from '../../src/access/policies.js';
import { familyLanguages } from '../../src/family-languages.js';
import { startApplication } from '../support/application.js';

/** Bytes above which a page fails (ux.md 4.2, right column). What is measured beside its goals prints `npm run bench:family-budgets`. */
const limits = { firstView: 50_000, page: 16_384, script: 6_000, style: 8_000, requests: 4, elements: 800 };

let application: Awaited<ReturnType<typeof startApplication>>;
beforeAll(async () => {
  application = await startApplication();
});
afterAll(() => application?.stop());

const get = (path: string) =>
  fetch(`${application.url}${path}`, { redirect: 'manual', headers: { 'accept-encoding': 'br' } });

/** Every page that opens without a session; questions by their own names. */
async function openPages(language: string): Promise<string[]> {
  const fixed = Object.keys(policies)
    .filter((row) => row.startsWith('GET /:language/') && !/[*]|mine|leave|:(?!language)/.test(row))
    .map((row) => row.replace('GET /:language', `/${language}`));
  const questions = [
    'relationship',
    'name',
    'other-names',
    'mother',
    'sex',
    'birth',
    'home',
    'last-news',
    'what-happened',
    'recognise',
    'you',
    'consent',
  ];
  return ['/', ...fixed, ...questions.map((question) => `/${language}/report/${question}`)];
}

const bytesOfHeaders = (answer: Response) =>
  [...answer.headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);

describe('the size of pages for families', () => {
  it.each(familyLanguages)('stays within the limits in %s', async (language) => {
    const pages = await openPages(language);
    expect(pages.length).toBeGreaterThan(18);
    for (const path of pages) {
      const answer = await get(path);
      if (answer.status === 303) continue;
      const page = await answer.text();
      // Without a draft there is nothing to check.
      expect([path, answer.status]).toEqual([path, path.endsWith('/check') ? 410 : 200]);
      expect(answer.headers.get('content-encoding')).toBeNull();
      expect([path, Buffer.byteLength(page) <= limits.page]).toEqual([path, true]);
      expect([path, (page.match(/<[a-z]/g) ?? []).length <= limits.elements]).toEqual([path, true]);
      const others = [...page.matchAll(/<(?:script|link|img|iframe|source|video|audio)\b[^>]*(?:src|href)="([^"]+)"/g)]
        .map(([, address]) => address)
        .filter((address) => !address.startsWith('data:'));
      expect(others.every((address) => address.startsWith('/family/'))).toBe(true);
      expect(others.length + 1).toBeLessThanOrEqual(limits.requests);
    }
  });

  it('is that of one page, one style and one script at the first view', async () => {
    const page = await get('/ar/start');
    const text = await page.text();
    const files = [...text.matchAll(/(?:href|src)="(\/family\/[^"]+)"/g)].map(([, path]) => path);
    let all = Buffer.byteLength(text) + bytesOfHeaders(page);
    for (const path of files) {
      const answer = await get(path);
      all += bytesOfHeaders(answer) + brotliCompressSync(Buffer.from(await answer.arrayBuffer())).length;
    }
    expect(files).toHaveLength(2);
    expect(all).toBeLessThanOrEqual(limits.firstView);
    const packed = (name: string) =>
      brotliCompressSync(readFileSync(new URL(`../../src/family-pages/assets/${name}`, import.meta.url))).length;
    expect(packed('family.js')).toBeLessThanOrEqual(limits.script);
    expect(packed('family.css')).toBeLessThanOrEqual(limits.style);
  });
});
