import { expect } from '@jest/globals';
import type { CDPSession, Page } from 'playwright-core';
import type { ConsoleLanguage } from './console-words.js';

/** What keys type on an Arabic layout (Windows 101): the console takes them by their place. */
const arabic: Record<string, { code: string; types: string }> = {
  a: { code: 'KeyA', types: 'ش' },
  h: { code: 'KeyH', types: 'ا' },
  l: { code: 'KeyL', types: 'م' },
  n: { code: 'KeyN', types: 'ى' },
  s: { code: 'KeyS', types: 'س' },
  '?': { code: 'Slash', types: '؟' },
  ...Object.fromEntries(
    ['١', '٢', '٣', '٤', '٥', '٦', '٧', '٨'].map((types, i) => [i + 1, { code: `Digit${i + 1}`, types }]),
  ),
};

/** What the page keeps from its first moment on: what came of a mouse, and how long each next pair took. */
const witness = `(() => {
  for (const kind of ['mousedown', 'mouseup', 'mousemove', 'pointerdown', 'touchstart', 'wheel'])
    // A page that changes below a pointer at rest tells of a move by nothing.
    addEventListener(kind, (event) => {
      if (kind !== 'mousemove' || event.movementX || event.movementY) sessionStorage.setItem('witness.mouse', kind);
    }, true);
  const witness = { holdsNext: false, shown: [], asked: 0, answeredAt: 0, took: {} };
  window.witness = witness;
  let pressedAt = 0;
  addEventListener('keydown', ({ code }) => { if (code === 'Enter') pressedAt = performance.now(); }, true);
  let release;
  const wait = () => new Promise((resolve) => { release = resolve; });
  let decided = wait();
  const plainFetch = window.fetch.bind(window);
  window.fetch = async (...asked) => {
    if (witness.holdsNext && String(asked[0]).endsWith('/suggestions/next')) await decided;
    witness.asked++;
    const askedAt = performance.now();
    const what = String(asked[0]).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, ':id').replace(/\\?.*/, '');
    const answer = await plainFetch(...asked).finally(() => {
      witness.asked--;
      witness.answeredAt = performance.now();
      (witness.took[what] ??= []).push(witness.answeredAt - askedAt);
    });
    if (String(asked[0]).endsWith('/decisions') && answer.ok) {
      const before = document.querySelector('.review-head h1');
      const answeredAt = performance.now();
      release();
      decided = wait();
      const look = () => {
        const heading = document.querySelector('.review-head h1');
        if (heading && heading !== before)
          witness.shown.push({ afterAnswer: performance.now() - answeredAt, afterKey: performance.now() - pressedAt });
        else requestAnimationFrame(look);
      };
      look();
    }
    return answer;
  };
})()`;

/** Somebody at a page who uses nothing but keys, and of whom each key that is no letter of a text is counted. */
export class PersonAtKeyboard {
  private keys = 0;

  private constructor(
    readonly page: Page,
    private readonly layout: ConsoleLanguage,
    private readonly cdp: CDPSession,
  ) {}

  /** Before the page is opened. */
  static async at(page: Page, layout: ConsoleLanguage): Promise<PersonAtKeyboard> {
    await page.addInitScript(witness);
    return new PersonAtKeyboard(page, layout, await page.context().newCDPSession(page));
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      const other = this.layout === 'ar' ? arabic[key] : undefined;
      if (other) await this.type(other.code, other.types);
      else await this.page.keyboard.press(key);
    }
    this.keys += keys.length;
  }

  /** Ctrl and the key that is Z on a Latin layout. */
  async undo(): Promise<void> {
    if (this.layout === 'ar') await this.type('KeyZ', 'ئ', 2);
    else await this.page.keyboard.press('Control+z');
    this.keys += 1;
  }

  /** A key as another layout sends it. @param modifiers as the DevTools protocol counts them: 2 is Ctrl */
  private async type(code: string, key: string, modifiers = 0): Promise<void> {
    const text = modifiers === 0 ? { text: key } : {};
    await this.cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', code, key, modifiers, ...text });
    await this.cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', code, key, modifiers });
  }

  /** Words of a text: they are not counted, whoever writes evidence writes it. */
  write = (text: string) => this.page.keyboard.type(text);

  /** With the tabulator, as whoever sees no mouse pointer gets there. */
  async goTo(selector: string): Promise<void> {
    for (let i = 0; i < 60; i++) {
      if (await this.page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`The tabulator does not reach ${selector}`);
  }

  async signIn({ login, password }: { login: string; password: string }): Promise<void> {
    await this.page.waitForSelector('#account');
    await this.goTo('#account');
    await this.write(login);
    await this.goTo('#password');
    await this.write(password);
    await this.page.keyboard.press('Enter');
    await this.page.waitForSelector('.who');
  }

  /** @returns how many keys it took */
  async counting(work: () => Promise<void>): Promise<number> {
    this.keys = 0;
    await work();
    return this.keys;
  }

  /** Everything that was asked for has come, also what is read in advance. */
  async hasEverything(): Promise<void> {
    const quiet = 'window.witness.asked === 0 && performance.now() - window.witness.answeredAt > 150';
    for (let i = 0; i < 600; i++) {
      if (await this.page.evaluate<boolean>(quiet)) return;
      await this.page.waitForTimeout(50);
    }
    throw new Error('The page goes on asking the service');
  }

  /** From now on nothing is read in advance: what comes next is asked for when a decision is answered. */
  holdNext = (holds: boolean) =>
    this.page.evaluate<void>(
      `(() => { window.witness.holdsNext = ${holds}; window.witness.shown = []; window.witness.took = {}; })()`,
    );

  /** How long each pair took to stand on the screen, in milliseconds, since `holdNext` was last said. */
  shown = () => this.page.evaluate<{ afterAnswer: number; afterKey: number }[]>('window.witness.shown');

  /** How long the service took to answer, by what was asked for. */
  took = () => this.page.evaluate<Record<string, number[]>>('window.witness.took');

  async usedNoMouse(): Promise<void> {
    expect(await this.page.evaluate<string | null>("sessionStorage.getItem('witness.mouse')")).toBeNull();
  }
}

/** The smallest value that so many of all are not above; nearest rank. */
export const quantile = (values: number[], share: number): number =>
  [...values].sort((one, other) => one - other)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;
