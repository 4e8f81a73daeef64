import { expect } from '@jest/globals';
import { PlainBrowser, type Shown } from './plain-browser.js';

/** What a family holds. */
export interface Held {
  requestNumber: string;
  secret: string;
}

/** A family types its number and its code, and sees its report. */
export async function comeBack(url: string, { requestNumber, secret }: Held, language = 'en'): Promise<PlainBrowser> {
  const browser = new PlainBrowser(url);
  await browser.open(`/${language}/return`);
  const shown = await browser.submit(`/${language}/return`, { number: requestNumber, code: secret });
  expect([shown.status, shown.path]).toEqual([200, `/${language}/mine`]);
  return browser;
}

/** A page without what differs by chance and says nothing: tokens, ids of forms, digits that were typed. */
export const neutral = ({ status, headers, html }: Shown, own: string[] = []) => ({
  status,
  headers: { ...headers, date: '', 'set-cookie': '' },
  html: own.reduce(
    (text, piece) => text.replaceAll(piece, '·'.repeat(piece.length)),
    html.replace(/(name="token" value=")[\w-]*/g, '$1').replace(/(name="id" value=")[0-9a-f-]{36}/g, '$1'),
  ),
});

/** What a family answers to each question: nothing to those that are not named. */
export const someAnswers = (given: string, family: string): Record<string, Record<string, string>> => ({
  relationship: { relationship: 'mother' },
  name: { given, father: given, family, certainty: 'sure' },
  you: { way: 'code' },
  consent: { search: 'yes', partners: 'yes', contact: 'no' },
});

/** Answers on the pages of families, question after question. @returns the browser at the list of its answers */
export async function answerOnPages(url: string, answers: Record<string, Record<string, string>>, language = 'en') {
  const browser = new PlainBrowser(url);
  let shown = await browser.open(`/${language}/report/relationship`);
  for (let asked = 0; asked < 20 && shown.path !== `/${language}/report/check`; asked++) {
    const question = shown.path.split('/').at(-1) ?? '';
    shown = await browser.submit(shown.path, answers[question] ?? {});
    expect([question, shown.status]).toEqual([question, 200]);
  }
  expect(shown.path).toBe(`/${language}/report/check`);
  return browser;
}

/** Files a report on the pages of families. @returns the browser at its receipt, and what that says */
export async function fileOnPages(url: string, answers: Record<string, Record<string, string>>, language = 'en') {
  const browser = await answerOnPages(url, answers, language);
  const sent = await browser.submit(`/${language}/report/send`);
  expect([sent.status, sent.path]).toEqual([200, `/${language}/receipt`]);
  return { browser, held: heldOn(sent) };
}

/** Number and code as they stand on a receipt. */
export function heldOn({ html }: Shown): Held {
  const [requestNumber, secret] = [...html.matchAll(/class="code"[^>]*>([\d ]+)</g)].map(([, digits]) =>
    digits.replaceAll(' ', ''),
  );
  expect([requestNumber, secret]).toEqual([expect.stringMatching(/^\d{6}$/), expect.stringMatching(/^\d{25}$/)]);
  return { requestNumber, secret };
}
