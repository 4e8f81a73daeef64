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
