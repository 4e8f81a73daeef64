import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startApplication } from '../support/application.js';
import { barriers, desktop, pageIn, picture, startBrowser } from '../support/browser.js';
import { aMan, aSource, csv } from '../support/builders.js';
import { CaseOnPage } from '../support/case-on-page.js';
import { casesOf } from '../support/cases.js';
import { consoleWords } from '../support/console-words.js';
import { day, namedGuards, type Staff, staffOf, step } from '../support/disclosure-scene.js';
import { PersonAtKeyboard, quantile } from '../support/person-at-keyboard.js';

jest.setTimeout(480_000);

const words = {
  ar: {
    evidence: 'اسم الأم وسنة الولادة متطابقان',
    missing: 'اطلب صورة القيد',
    relative: 'أخته تسأل عن الشخص نفسه',
    told: 'كان معه في الزنزانة نفسها',
    because: 'قالت العائلة ذلك',
  },
  en: {
    evidence: 'Mother and year of birth agree',
    missing: 'Ask for the register extract',
    relative: 'His sister asks about the same person',
    told: 'He was held beside him',
    because: 'The family said so',
  },
} as const;

const men = Array.from({ length: 12 }, (_, i) => aMan(i));
const listsOfEachMan = 5;

type Application = Awaited<ReturnType<typeof startApplication>>;
let application: Application;
let browser: Browser;
let staff: Staff;
/** Which man a report is about. */
const manOf = new Map<string, number>();
/** Reports whose case the day in one language has used up. */
const used = new Set<string>();

beforeAll(async () => {
  application = await startApplication();
  staff = await staffOf(application);
  for (const [number, man] of men.entries())
    manOf.set((await staff.rana.post('/v1/reports', man.report())).body.id, number);
  for (let list = 0; list < listsOfEachMan; list++)
    await staff.rana.upload(
      csv(men.map((man, i) => man.row({ id: `${list}-${i}`, event_date: `${14 + list}/03/2013` }))),
      aSource(),
    );
  await application.settled();
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await application?.stop();
});

/** Nothing that axe finds, nothing that runs out of the window sideways, no name in address or title. */
async function inOrder(page: Page, name: string) {
  await page.locator('main:not(:has([aria-busy="true"]))').waitFor();
  expect(await barriers(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  expect(decodeURIComponent(page.url()) + (await page.title())).not.toMatch(/Athartest|أثرتست/);
  await picture(page, name);
}

const accountOf = (login: string) => application.accounts.find((account) => account.login === login)!;

async function arrive(language: 'ar' | 'en', login: string): Promise<PersonAtKeyboard> {
  const page = await pageIn(browser, language, desktop);
  const person = await PersonAtKeyboard.at(page, language);
  await page.goto(`${application.url}/console/`);
  await person.signIn(accountOf(login));
  // As long as a file of tests takes on a slow machine, a proof of identity stays fresh.
  await application.dataSource.query("update sessions set fresh_until = now() + interval '1 hour'");
  return person;
}

const suggestionAt = (page: Page) => new URL(page.url()).pathname.split('/').at(-1)!;

async function reportOf(suggestionId: string): Promise<string> {
  const [row] = await application.dataSource.query('select report_id from suggestions where id = $1', [suggestionId]);
  return row.report_id;
}

async function untilNextPair(page: Page, from: string): Promise<void> {
  await page.waitForURL((url) => url.href !== from);
  await page.waitForSelector('table.comparison');
}

/** How many comparisons stand whole above the decision, in a window as high as a small screen leaves it. */
async function comparisonsInSight(page: Page): Promise<number> {
  await page.setViewportSize({ width: 1440, height: 860 });
  const count = await page.evaluate<number>(`(() => {
    const end = Math.min(innerHeight, document.querySelector('.decision-bar').getBoundingClientRect().top,
      document.querySelector('.table-scroll').getBoundingClientRect().bottom);
    return [...document.querySelectorAll('table.comparison tbody tr')].filter((row) => row.getBoundingClientRect().bottom <= end).length;
  })()`);
  await page.setViewportSize(desktop);
  return count;
}

const milliseconds = (values: number[]) =>
  `median ${quantile(values, 0.5).toFixed(0)}, p95 ${quantile(values, 0.95).toFixed(0)}, longest ${Math.max(...values).toFixed(0)} ms`;

describe.each(['ar', 'en'] as const)('a day of casework in %s', (language) => {
  const text = words[language];
  const say = consoleWords(language);
  let rana: PersonAtKeyboard;
  let proposed = '';
  let reportId = '';
  let caseId = '';
  let siblingsCase = '';
  const caseOf = (page: Page) => new CaseOnPage(page, `${application.url}/console/cases/${caseId}`, language);

  afterAll(async () => {
    await rana?.page.context().close();
  });

  it('begins with ten pairs by keyboard alone: proposed, rejected with reasons, undone, not to be told yet', async () => {
    rana = await arrive(language, 'rana');
    const { page } = rana;
    await page.locator('[aria-busy=false] a.open').first().waitFor();
    await inOrder(page, `day-queue-${language}`);
    await rana.press('a');
    await page.waitForSelector('table.comparison');
    await rana.holdNext(false);
    const keysOf: number[] = [];
    for (let decision = 0; decision < 10; decision++) {
      // Read in advance: what follows is there when it is turned to.
      await rana.hasEverything();
      const from = page.url();
      const report = await reportOf(suggestionAt(page));
      if (!proposed && !used.has(report)) {
        proposed = suggestionAt(page);
        reportId = report;
        await inOrder(page, `day-pair-${language}`);
        expect(await comparisonsInSight(page)).toBeGreaterThanOrEqual(10);
        keysOf.push(
          await rana.counting(async () => {
            await rana.press('1');
            await page.waitForSelector('form[data-action=propose]');
            await rana.write(text.evidence);
            await rana.press('Enter');
          }),
        );
      } else if (decision === 5) {
        await rana.press('3');
        await page.waitForSelector('form[data-action=needs_info]');
        await inOrder(page, `day-cannot-tell-${language}`);
        keysOf.push(
          await rana.counting(async () => {
            await rana.write(text.missing);
            await rana.press('Enter');
          }),
        );
        keysOf[keysOf.length - 1] += 1;
      } else {
        keysOf.push(
          await rana.counting(async () => {
            await rana.press('2');
            await page.waitForSelector('form[data-action=reject]');
            if (decision === 2) await inOrder(page, `day-reject-${language}`);
            await rana.press(String((decision % 8) + 1), 'Enter');
          }),
        );
      }
      await untilNextPair(page, from);
      if (decision === 8) {
        await page.locator('.undo-notice', { hasText: say('outcome.reject') }).waitFor();
        await rana.undo();
        await page.waitForURL(from);
        await page.locator('.review-standing .state', { hasText: say('state.suggested') }).waitFor();
        await inOrder(page, `day-undone-${language}`);
      }
    }
    const prefetched = await rana.shown();
    expect(prefetched.length).toBeGreaterThanOrEqual(10);
    expect(Math.max(...keysOf)).toBeLessThanOrEqual(4);
    expect(proposed).not.toBe('');
    used.add(reportId);

    await rana.hasEverything();
    await rana.press('h');
    await page.locator('dialog.last-decisions li').nth(8).waitFor();
    await inOrder(page, `day-last-decisions-${language}`);
    await rana.press('Escape', '?');
    await page.waitForSelector('dialog.keys-help[open]');
    await inOrder(page, `day-keys-${language}`);
    await rana.press('Escape');

    await rana.holdNext(true);
    for (let decision = 0; decision < 11; decision++) {
      const from = page.url();
      await rana.press('2');
      await page.waitForSelector('form[data-action=reject]');
      await rana.press('4', 'Enter');
      await untilNextPair(page, from);
    }
    // The first of them had been read before holding began.
    const cold = (await rana.shown()).slice(1);
    expect(cold.length).toBeGreaterThanOrEqual(10);
    await rana.usedNoMouse();
    const took = await rana.took();
    const answers = ['/v1/suggestions/:id/decisions', '/v1/suggestions/next', '/v1/suggestions/:id'];
    console.log(
      [
        `${language}: keys per decision ${keysOf.join(', ')} (letters of a text apart)`,
        `next pair read in advance, after the answer: ${milliseconds(prefetched.map((one) => one.afterAnswer))}; after Enter: ${milliseconds(prefetched.map((one) => one.afterKey))}`,
        ...answers.map((path) => `of it ${path}: ${milliseconds(took[path] ?? [])}`),
        `next pair cold, after the answer: ${milliseconds(cold.map((one) => one.afterAnswer))}; after Enter: ${milliseconds(cold.map((one) => one.afterKey))}`,
      ].join('\n'),
    );
  });

  it('a second person says what he thinks before he reads why, and confirms', async () => {
    const omar = await arrive(language, 'omar');
    const { page } = omar;
    await page.locator('main:not(:has([aria-busy="true"])) h1').waitFor();
    await omar.press('a');
    await page.waitForSelector('table.comparison');
    expect(suggestionAt(page)).toBe(proposed);
    expect(await page.locator('main').textContent()).not.toContain(text.evidence);
    await inOrder(page, `day-second-reading-${language}`);
    await omar.press('1');
    await page.waitForSelector('form[data-action=think_same]');
    await omar.press('Enter');
    await page.locator('.first-reading', { hasText: text.evidence }).waitFor();
    await omar.press('1');
    await page.waitForSelector('form[data-action=confirm]');
    await inOrder(page, `day-confirming-${language}`);
    await omar.press('Enter');
    await page.locator('.undo-notice', { hasText: say('outcome.confirm') }).waitFor();
    await omar.usedNoMouse();
    await omar.hasEverything();
    // What was taken for him in advance would be the first thing that he is given next time.
    const held = (await staff.omar.get('/v1/suggestions?which=mine')).body.items.map(({ id }: { id: string }) => id);
    const passed = await staff.omar.post('/v1/suggestions/passes', { ids: held, reason: text.because });
    expect(passed.status).toBe(200);
    expect((await staff.rana.get(`/v1/suggestions/${proposed}`)).body.state).toBe('confirmed');
    await page.context().close();
  });

  it('the case is opened and the report of his sister linked to it', async () => {
    const cases = casesOf(staff.rana);
    caseId = (await cases.ofReport(reportId)).id;
    const sisters = {
      ...aMan(manOf.get(reportId)!).report(),
      reporter: { relationship: 'sibling', language: 'ar' },
    };
    const filed = await staff.rana.post('/v1/reports', sisters);
    expect(filed.status).toBe(201);
    siblingsCase = (await cases.ofReport(filed.body.id)).id;
    for (const action of ['begin_intake', 'open']) await cases.step(siblingsCase, action);

    const view = caseOf(rana.page);
    await view.step('begin_intake');
    await view.step('open');
    await inOrder(rana.page, `day-case-${language}`);
    await view.open('links');
    await view.press('links-reports', 'links.link_open');
    await inOrder(rana.page, `day-linking-${language}`);
    await view.send('links-reports', { '#link-other': siblingsCase, '#link-reason': text.relative });
    await rana.page.locator('section[aria-labelledby=links-reports] .matters > li').nth(1).waitFor();
    await inOrder(rana.page, `day-links-${language}`);
  });

  it('what became of him is claimed, and what is told planned; each missing guard in turn refuses it', async () => {
    const { page } = rana;
    const view = caseOf(page);
    const wishes = (fields: Record<string, string | number>, key: string) => async () => {
      await view.press('wishes-title', key);
      await view.send('wishes-title', fields);
    };
    const plan = (fields: Record<string, string | number | boolean>) => () => view.send('plan-title', fields);

    await view.open('disclosure');
    await view.press('fate-title', 'fate.add');
    await inOrder(page, `day-claiming-${language}`);
    await view.send('fate-title', {
      '#fate-claim': 'died_in_custody',
      '#fate-level': 'corroborated',
      '[name=fate-link]': true,
      '#fate-told': text.told,
    });
    await view.press('disclosures-title', 'disclosure.plan_open');
    await view.send('disclosures-title', { '#plan-kind': 'fate', '#plan-recipient': 1 });
    await page.waitForSelector('.guards .unmet');
    await inOrder(page, `day-plan-${language}`);
    const {
      body: { items },
    } = await staff.rana.get(`/v1/cases/${caseId}/disclosures`);
    const disclosureId = items[0].id;

    const omar = await arrive(language, 'omar');
    const salma = await arrive(language, 'salma');
    const consents = `/v1/reports/${reportId}/consents`;
    /** `elsewhere`: on another page, so that this one has to be read anew. */
    interface GuardStep {
      codes: string[];
      breaks?: () => Promise<unknown>;
      mends: () => Promise<unknown>;
      elsewhere?: true;
    }
    const steps: GuardStep[] = [
      {
        // First of all: what rests on a case that stands still is withheld with it.
        codes: ['case_open'],
        elsewhere: true,
        breaks: () => view.step('pause', text.because),
        mends: async () => {
          await view.step('resume', text.because);
          // The link of a case that stood still comes back.
          await application.settled();
        },
      },
      { codes: ['link_confirmed'], mends: plan({ '#suggestion_id': proposed }) },
      { codes: ['fate_current'], mends: plan({ '#fate_claim_id': 1 }) },
      {
        codes: ['fate_level'],
        elsewhere: true,
        mends: async () => {
          const his = caseOf(omar.page);
          await his.open('disclosure');
          await his.press('fate-title', 'fate.review');
          await inOrder(omar.page, `day-fate-review-${language}`);
          await his.send('fate-title', { 'select[id^=fate-answer-]': 'yes' });
        },
      },
      {
        codes: ['document_checked'],
        mends: async () => {
          await view.press('documents-title', 'documents.assess');
          await inOrder(page, `day-assessing-${language}`);
          await view.send('documents-title', {
            'select[id^=authenticity-]': 'consistent',
            'select[id^=issuer-]': 'security_agency',
            'textarea[id^=assessed-by-]': text.because,
          });
        },
      },
      {
        codes: ['recipient_agreed'],
        mends: wishes({ '#wish-recipient': 1, '#wish-word': 'agreed' }, 'wishes.recipient_add'),
      },
      {
        codes: ['recipient_not_excluded'],
        breaks: wishes({ '#wish-recipient': 1, '#wish-word': 'excluded', '#wish-said-by': 2 }, 'wishes.recipient_add'),
        mends: wishes({ '#wish-recipient': 1, '#wish-word': 'taken_back', '#wish-said-by': 2 }, 'wishes.recipient_add'),
      },
      {
        codes: ['sought_wish_recorded'],
        breaks: async () => {
          await view.press('fate-title', 'fate.add');
          await view.send('fate-title', { '#fate-claim': 'alive_in_detention', '#fate-told': text.told });
        },
        mends: wishes({ '#sought-word': 'may_be_told', '#sought-note': text.because }, 'wishes.sought_add'),
      },
      {
        codes: ['sought_wish_allows'],
        breaks: wishes({ '#sought-word': 'refuses_contact', '#sought-note': text.because }, 'wishes.sought_add'),
        mends: wishes({ '#sought-word': 'may_be_told', '#sought-note': text.because }, 'wishes.sought_add'),
      },
      {
        // A consent is given on a form and taken back by the family: no page of the console does either.
        codes: ['contact_consent'],
        elsewhere: true,
        breaks: async () => {
          const given = (await staff.rana.get(consents)).body.items.find(
            (one: { purpose: string }) => one.purpose === 'contact',
          );
          const answer = await staff.rana.post(`${consents}/${given.id}/withdrawal`, { reason: 'asked_by_person' });
          expect(answer.status).toBeLessThan(300);
        },
        mends: async () => {
          const reporters = await staff.rana.get(`/v1/reports/${reportId}/reporters`);
          const answer = await staff.rana.post(consents, {
            reporter_id: reporters.body.items[0].id,
            purpose: 'contact',
            granted: true,
            form_version: 'test-1',
            language: 'ar',
          });
          expect(answer.status).toBe(201);
        },
      },
      { codes: ['channel'], mends: plan({ '#channel': 'in_person' }) },
      { codes: ['planned_for'], mends: plan({ '#planned_for': `${day(2)}T10:00` }) },
      { codes: ['trained_person'], mends: plan({ '#trained_person': 'Huda Athartest' }) },
      { codes: ['language_fits'], mends: plan({ '#spoken_language': 'ar' }) },
      { codes: ['accompanying_person'], mends: plan({ '#accompanying_person': 'Mona Athartest' }) },
      { codes: ['support_referral'], mends: plan({ '#support_referral': text.because }) },
      { codes: ['safety_plan'], mends: plan({ '#safety_plan_on': day(-3) }) },
      { codes: ['script_read'], mends: plan({ '[name=script_read]': true }) },
      { codes: ['what_not_to_say_read'], mends: plan({ '[name=what_not_to_say_read]': true }) },
      { codes: ['follow_up_date'], mends: plan({ '#follow_up_on': day(14) }) },
      {
        codes: ['no_safety_hold'],
        elsewhere: true,
        breaks: () => view.step('hold', text.because),
        mends: async () => {
          await caseOf(salma.page).step('lift_hold', text.because);
          await inOrder(salma.page, `day-hold-lifted-${language}`);
        },
      },
      {
        codes: ['no_contest'],
        elsewhere: true,
        breaks: async () => {
          await view.open('safety');
          await view.press('contests-title', 'safety.contest_add');
          await view.send('contests-title', { '#contest-told': text.because });
          await view.press('contests-title', 'safety.identity_check');
          await view.send('contests-title', {
            'select[id^=contest-identity-]': 'is_not_the_person',
            'textarea[id^=contest-note-]': text.because,
          });
          await inOrder(page, `day-contest-${language}`);
        },
        mends: async () => {
          const his = caseOf(omar.page);
          await his.open('safety');
          await his.press('contests-title', 'safety.refuse');
          await his.send('contests-title', { 'textarea[id^=contest-note-]': text.because });
          await inOrder(omar.page, `day-contest-decided-${language}`);
        },
      },
      {
        codes: ['special_class_supervisor'],
        elsewhere: true,
        breaks: wishes({ '#special-class': 'defector', '#special-applies': 'yes' }, 'wishes.special_add'),
        mends: async () => {
          const hers = caseOf(salma.page);
          await hers.open('disclosure');
          await hers.press('moves-title', 'disclosure_move.supervision');
          await inOrder(salma.page, `day-supervision-${language}`);
          await hers.send('moves-title', {});
        },
      },
    ];
    const byApproving = ['approver_role', 'second_person'];
    for (const { codes, breaks, mends, elsewhere } of steps) {
      const before = await view.guards();
      if (breaks) {
        await breaks();
        if (elsewhere) await view.open('disclosure');
        await view.shows(codes, 'unmet');
        expect(await view.guards()).toEqual([...before, ...codes].sort());
      }
      const unmet = await view.guards();
      expect(unmet).toEqual(expect.arrayContaining(codes));
      // Whoever may approve is refused, by exactly what is shown as missing.
      const refused = await step(staff.noor, disclosureId, 'approval');
      expect(namedGuards(refused).sort()).toEqual(unmet.filter((code) => !byApproving.includes(code)));
      await mends();
      if (elsewhere) await view.open('disclosure');
      await view.shows(codes, 'met');
      expect(await view.guards()).toEqual(unmet.filter((code) => !codes.includes(code)));
    }
    expect(await view.guards()).toEqual(byApproving);
    const asked = [...steps.flatMap(({ codes }) => codes), ...byApproving, 'ours_to_tell'].sort();
    expect(await view.guards('')).toEqual(asked);
    expect(await page.getByRole('button', { name: say('disclosure_move.approval') }).count()).toBe(0);
    await inOrder(page, `day-guards-met-${language}`);
    await omar.page.context().close();
    await salma.page.context().close();
  });

  it('a second person approves it; the attempt and what came of it are written down', async () => {
    const noor = await arrive(language, 'noor');
    const hers = caseOf(noor.page);
    await hers.open('disclosure');
    await hers.press('moves-title', 'disclosure_move.approval');
    await inOrder(noor.page, `day-approving-${language}`);
    await hers.send('moves-title', {});
    await noor.page.locator('.one-disclosure', { hasText: say('disclosure_state.approved') }).waitFor();
    await inOrder(noor.page, `day-approved-${language}`);
    await noor.page.context().close();

    const { page } = rana;
    const view = caseOf(page);
    await view.open('disclosure');
    for (const [move, state] of [
      ['attempts', 'attempted'],
      ['deliver', 'delivered'],
      ['follow_up', 'followed_up'],
    ]) {
      await view.press('moves-title', `disclosure_move.${move}`);
      await view.send('moves-title', { '#move-words': text.because });
      await page.locator('.one-disclosure', { hasText: say(`disclosure_state.${state}`) }).waitFor();
    }
    await inOrder(page, `day-told-${language}`);

    // What another body owns is not told by us.
    await view.press('disclosures-title', 'disclosure.plan_open');
    await view.send('disclosures-title', {
      '#plan-kind': 'no_news',
      '#plan-recipient': 1,
      '#plan-owner': 'commission',
    });
    await view.shows(['ours_to_tell'], 'unmet');
    await view.press('moves-title', 'disclosure_move.transfer');
    await view.send('moves-title', { '#move-owner': 'commission', '#move-words': text.because });
    await page.locator('.one-disclosure', { hasText: say('disclosure_state.transferred') }).waitFor();
    await view.open('timeline');
    await inOrder(page, `day-timeline-${language}`);
  });
});
