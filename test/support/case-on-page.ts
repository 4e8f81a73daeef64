import type { Page } from 'playwright-core';
import { type ConsoleLanguage, consoleWords } from './console-words.js';

/** One case as somebody sees it in the console, and what he does there. Buttons are found by the words that stand on them. */
export class CaseOnPage {
  readonly say: (key: string) => string;

  constructor(
    readonly page: Page,
    private readonly address: string,
    language: ConsoleLanguage,
  ) {
    this.say = consoleWords(language);
  }

  /** Opens a part of the case and waits until everything on it is read. */
  async open(part: 'links' | 'work' | 'safety' | 'disclosure' | 'timeline' | 'contact' | '' = ''): Promise<void> {
    await this.page.goto(`${this.address}${part && `/${part}`}`);
    await this.page.waitForSelector('.case-head');
    await this.settled();
  }

  /** Nothing is being read or sent. */
  async settled(): Promise<void> {
    await this.page.waitForLoadState('networkidle');
    await this.page.waitForSelector('main:not(:has([aria-busy="true"]))');
  }

  private section(title: string) {
    return this.page.locator(`section[aria-labelledby=${title}]`);
  }

  /** Presses the button with these words within a section. */
  async press(title: string, key: string): Promise<void> {
    await this.section(title)
      .getByRole('button', { name: this.say(key), exact: true })
      .first()
      .click();
  }

  /** Fills the fields of the form that is open in a section, and sends it. */
  async send(title: string, fields: Record<string, string | number | boolean>): Promise<void> {
    const section = this.section(title);
    for (const [selector, value] of Object.entries(fields)) {
      const field = section.locator(selector).first();
      await field.waitFor();
      if (typeof value === 'boolean') await field.setChecked(value);
      else if (typeof value === 'number') await field.selectOption({ index: value });
      else if ((await field.evaluate(({ tagName }: { tagName: string }) => tagName)) === 'SELECT')
        await field.selectOption(value);
      else await field.fill(value);
    }
    await section.locator('form button[type=submit]').first().click();
    await this.settled();
  }

  /** A step of the case itself, with the reason that most of them need. */
  async step(action: string, reason?: string): Promise<void> {
    await this.open();
    await this.press('case-steps', `case_action.${action}`);
    await this.send('case-steps', reason ? { '#step-reason': reason } : {});
  }

  /** Waits until these guards are shown as met, or as missing. */
  async shows(codes: string[], standing: 'met' | 'unmet'): Promise<void> {
    for (const code of codes) await this.page.waitForSelector(`.guards li.${standing}[data-guard=${code}]`);
  }

  /** Codes of the guards of the disclosure that is shown which are not met, or all of them. */
  async guards(which: '.unmet' | '' = '.unmet'): Promise<string[]> {
    const lines = this.page.locator(`.guards li${which}[data-guard]`);
    const codes = await lines.evaluateAll((all: { dataset: { guard: string } }[]) =>
      all.map(({ dataset }) => dataset.guard),
    );
    return codes.sort();
  }
}
