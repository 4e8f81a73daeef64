import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { wordsOf } from '../../src/family-pages/words.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { markerFamily } from '../support/builders.js';
import { answerOnPages, heldOn, neutral, someAnswers } from '../support/family-portal.js';
import type { PlainBrowser, Shown } from '../support/plain-browser.js';

/** A few thousand hashes: enough that nobody meets it by chance, and nothing for a test. */
const bits = 12;
let application: TestApplication;

beforeAll(async () => {
  application = await startApplication({ worker: false, config: { familyProofOfWork: bits } });
});
afterAll(async () => {
  await application?.stop();
});
beforeEach(() => sql('delete from try_limits'));

const sql = (text: string, ...values: unknown[]) => application.dataSource.query(text, values);
const reports = async (): Promise<number> => (await sql('select count(*)::integer as n from reports'))[0].n;
/** How many a network has sent that count. */
const counted = async (scope: string): Promise<number> =>
  (await sql('select coalesce(sum(tries), 0)::integer as n from try_limits where scope = $1', `${scope}.network`))[0].n;
/** As if the network had sent so many that the next one waits. */
const haveItWait = (scope: string, wait: string) =>
  sql(
    `update try_limits set tries = 60, last_try_at = now(), next_allowed_at = now() + $2::interval where scope = $1`,
    `${scope}.network`,
    wait,
  );

const atCheck = (given: string, language = 'en') =>
  answerOnPages(application.url, someAnswers(given, markerFamily), language);
const send = (browser: PlainBrowser, work?: string): Promise<Shown> =>
  browser.submit(browser.page.path.replace('check', 'send'), work === undefined ? {} : { work });

/** What the page asks of its script. */
function asked({ page }: PlainBrowser): string {
  const [, many, text] = /data-work="(\d+):([\w-]+)"/.exec(page.html) ?? [];
  expect(many).toBe(String(bits));
  return text;
}
/** Written as the page's own script does it: the number behind the text. */
const isRight = (text: string, number: number) =>
  Math.clz32(createHash('sha256').update(`${text}${number}`).digest().readUInt32BE(0)) >= bits;
function found(fits: (number: number) => boolean): string {
  let number = 0;
  while (!fits(number)) number++;
  return String(number);
}
const workOf = (browser: PlainBrowser) => {
  const text = asked(browser);
  return found((number) => isRight(text, number));
};

describe('where work is asked for', () => {
  it('who brings it files, and counts for nobody', async () => {
    const browser = await atCheck('Nour');
    heldOn(await send(browser, workOf(browser)));
    expect(await counted('family_filing_without_work')).toBe(0);
  });

  it('who brings none, a wrong one or that of another report files as well, and is counted', async () => {
    const other = asked(await atCheck('Rim'));
    const answers: ((text: string) => string)[] = [
      () => '',
      (text) => found((number) => !isRight(text, number)),
      (text) => found((number) => isRight(other, number) && !isRight(text, number)),
      (text) => `${found((number) => isRight(text, number))}.0`,
    ];
    for (const [already, answer] of answers.entries()) {
      const browser = await atCheck('Nour');
      heldOn(await send(browser, answer(asked(browser))));
      expect([already, await counted('family_filing_without_work')]).toEqual([already, already + 1]);
    }
  });

  it('a network of many without it waits, and whoever brings it does not', async () => {
    heldOn(await send(await atCheck('Nour')));
    await haveItWait('family_filing_without_work', '10 minutes');
    const before = await reports();
    const browser = await atCheck('Nour');
    const work = workOf(browser);
    expect((await send(browser)).status).toBe(429);
    expect(await reports()).toBe(before);
    await browser.open('/en/report/check');
    heldOn(await send(browser, work));
    expect(await reports()).toBe(before + 1);
  });
});

describe('a family that has to wait', () => {
  /** Of both limits that a report may meet on its way. */
  const limits = ['family_filing_without_work', 'family_filing'];

  it.each(limits)('is told so in its own language, for how long, and that nothing is lost (%s)', async (scope) => {
    heldOn(await send(await atCheck('Known')));
    for (const language of ['en', 'ar'] as const) {
      const browser = await atCheck('Known', language);
      await haveItWait(scope, '10 minutes');
      const shown = await send(browser);
      const t = wordsOf(language);
      expect([shown.status, shown.heading]).toEqual([429, t('problem.too_many')]);
      const seconds = Number(shown.headers['retry-after']);
      expect(seconds).toBeGreaterThan(60);
      expect(seconds).toBeLessThanOrEqual(600);
      expect(shown.text).toContain(t('problem.too_many_text', { minutes: Math.ceil(seconds / 60) }));
      expect(shown.html).toMatch(language === 'ar' ? /<html[^>]* dir="rtl"/ : /<html[^>]* lang="en"/);
      expect(shown.headers['cache-control']).toMatch(/^no-store/);
      // One step back to the answers, not to the first page.
      expect(shown.html).toContain(`<a class="button" href="/${language}/report/check">`);
    }
  });

  it.each(limits)('finds its answers as they were, and files them once when it may (%s)', async (scope) => {
    heldOn(await send(await atCheck('Known')));
    const browser = await atCheck('Waiting', 'ar');
    await haveItWait(scope, '10 minutes');
    const before = [await reports(), await counted('family_filing_without_work'), await counted('family_filing')];
    for (let tries = 0; tries < 3; tries++) {
      expect((await send(browser)).status).toBe(429);
      expect((await browser.open('/ar/report/check')).text).toContain('Waiting');
    }
    // Who waits is not counted for it: the wait grows by what was filed, not by who asks.
    const after = [await reports(), await counted('family_filing_without_work'), await counted('family_filing')];
    expect(after).toEqual(before);
    await sql("update try_limits set next_allowed_at = now() - interval '1 second'");
    const held = heldOn(await send(browser));
    expect(heldOn(await browser.open('/ar/receipt'))).toEqual(held);
    expect(await reports()).toBe(before[0] + 1);
  });

  it.each(limits)('sees the same page whether the name is known or was never heard of (%s)', async (scope) => {
    heldOn(await send(await atCheck('Known')));
    const pages: Shown[] = [];
    for (const given of ['Known', 'Neverheardof']) {
      const browser = await atCheck(given);
      await haveItWait(scope, '10 minutes');
      const shown = await send(browser);
      expect(shown.status).toBe(429);
      expect(shown.html).not.toMatch(new RegExp(`${given}|${markerFamily}`));
      pages.push({ ...shown, headers: { ...shown.headers, 'retry-after': 'in a while' } });
    }
    const [known, unheard] = pages.map((page) => neutral(page));
    // The minutes may change while the second one is asked for.
    const still = ({ html, ...rest }: typeof known) => ({ ...rest, html: html.replace(/\b(9|10) minutes/, 'minutes') });
    expect(still(known)).toEqual(still(unheard));
  });
});
