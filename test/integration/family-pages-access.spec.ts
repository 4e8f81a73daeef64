import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { policies } from '../../src/access/policies.js';
import { familyLanguages } from '../../src/family-languages.js';
import { type Client, startApplication } from '../support/application.js';
import { enter } from '../support/cases.js';
import { issueReceipt } from '../support/families.js';
import { fileWith } from '../support/family.js';
import { isPageOfFamilies } from '../support/matrix/operations.js';

let application: Awaited<ReturnType<typeof startApplication>>;
let rana: Client;
let family: string;
let ended: string;

const pages = Object.entries(policies)
  .filter(([key]) => isPageOfFamilies(key) && !key.includes('/family/'))
  .map(([key, policy]) => {
    const [method, route] = key.split(' ');
    return { key, method, route, forFamilies: !policy.callers.includes('anyone') };
  });
const closed = pages.filter(({ forFamilies }) => forFamilies);

/** Another language each time: they are one page. */
let turn = 0;
const pathOf = (route: string) =>
  route
    .replace('/:language', `/${familyLanguages[turn++ % familyLanguages.length]}`)
    .replace(':question', 'name')
    .replace('/*', '/nowhere');

async function answerTo(method: string, route: string, headers: Record<string, string>) {
  const path = pathOf(route);
  const answer = await fetch(application.url + path, {
    method,
    redirect: 'manual',
    headers: { ...headers, ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
    body: method === 'POST' ? 'a=b' : undefined,
  });
  return {
    path,
    language: path.split('/')[1],
    status: answer.status,
    to: answer.headers.get('location'),
    text: await answer.text(),
  };
}

async function signIn(receipt: { request_number: string; secret: string }): Promise<string> {
  const answer = await fetch(`${application.url}/v1/family/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(receipt),
  });
  return ((await answer.json()) as { token: string }).token;
}

beforeAll(async () => {
  application = await startApplication();
  rana = await enter(application, 'rana');
  const { id } = await fileWith(rana);
  const { request_number, secret } = await issueReceipt(rana, id);
  family = await signIn({ request_number, secret });
  ended = await signIn({ request_number, secret });
  await fetch(`${application.url}/v1/family/session`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${ended}` },
  });
});
afterAll(() => application?.stop());

describe('who may open which page for families', () => {
  it('there are pages for anybody and pages of a report', () => {
    expect(closed.length).toBeGreaterThan(15);
    expect(pages.length - closed.length).toBeGreaterThan(15);
    expect(closed.every(({ route }) => route.startsWith('/:language/mine'))).toBe(true);
  });

  it.each(['nobody', 'an ended session', 'an invented session'])(
    'those of a report ask %s for the code',
    async (who) => {
      const token = who === 'an ended session' ? ended : `atf_${'A'.repeat(43)}`;
      const headers: Record<string, string> = who === 'nobody' ? {} : { authorization: `Bearer ${token}` };
      for (const { key, method, route } of closed) {
        const { status, to, language, text } = await answerTo(method, route, headers);
        // What was typed is kept on the page that asks; a page that is only looked at leads there.
        if (method === 'GET') expect([key, status, to]).toEqual([key, 303, `/${language}/return`]);
        else expect([key, [303, 401].includes(status), text.includes('a=b')]).toEqual([key, true, false]);
      }
    },
  );

  it('those of a report are nothing to staff, who read it elsewhere', async () => {
    for (const { key, method, route } of closed) {
      const { status } = await answerTo(method, route, { authorization: `Bearer ${rana.token}` });
      expect([key, status]).toEqual([key, 404]);
    }
  });

  it('those of a report open for its family', async () => {
    for (const { key, method, route } of closed.filter(({ method }) => method === 'GET')) {
      const { status } = await answerTo(method, route, { authorization: `Bearer ${family}` });
      expect([key, status]).toEqual([key, 200]);
    }
  });

  it('the others open for anybody, and for a family the same', async () => {
    for (const { key, method, route } of pages.filter(({ forFamilies }) => !forFamilies)) {
      const { status, to } = await answerTo(method, route, {});
      expect([key, status < 500 && status !== 401]).toEqual([key, true]);
      // The way out leads away; the rest stays in its own language.
      if (to && !route.endsWith('/leave')) expect(to).toMatch(/^\/(ar|ckb|kmr|en|tr|de)\//);
    }
  });
});
