import chromium from '@sparticuz/chromium';
import axe from 'axe-core';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import type { Language } from '../../web/src/language/languages.js';

export async function startBrowser(): Promise<Browser> {
  // One process for everything would end the browser with the first page that closes; the same-origin rules stay on.
  const unwanted = new Set(['--single-process', '--no-zygote', '--disable-web-security']);
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter((argument) => !unwanted.has(argument)), '--no-sandbox'],
  });
}

export const desktop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

/** A page of a person of his own, with nothing kept from others, that shows the console in this language; null: none was chosen yet. */
export async function pageIn(browser: Browser, language: Language | null, viewport = desktop): Promise<Page> {
  const context = await browser.newContext({ viewport });
  if (language) await context.addInitScript(`localStorage.setItem('athar.language', '${language}')`);
  return context.newPage();
}

/** Rules of axe that the page breaks, each with the first place; empty = none. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const run = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ' at ' + nodes[0].target.join(' ')))`;
  return page.evaluate<string[]>(run);
}

/** Keeps a picture of the whole page, for people to look at, where SCREENSHOTS names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

/** A device with passkeys inside this page's browser, as Chromium simulates one (CTAP 2, with its own lock). */
export async function giveDevice(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** What the device answers when it is to be unlocked from now on. */
    unlocks: (isUserVerified: boolean) => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    /** Addresses that the "back" button of the browser knows. */
    visited: async () => {
      const { entries } = await cdp.send('Page.getNavigationHistory');
      return entries.map(({ url }) => url);
    },
  };
}
