import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { caseworkOf } from '../support/casework.js';
import {
  aDeath,
  agreedClaim,
  assess,
  confirmed,
  planned,
  type Scene,
  type Staff,
  staffOf,
  step,
} from '../support/disclosure-scene.js';
import { comeBack, neutral } from '../support/family-portal.js';
import { type FamilySide, type FiledByFamily, familySide } from '../support/family-side.js';

let application: TestApplication;
let families: FamilySide;
let staff: Staff;

beforeAll(async () => {
  application = await startApplication();
  families = await familySide(application);
  staff = await staffOf(application);
});
afterAll(async () => {
  await families?.close();
  await application?.stop();
});

const sql = (text: string, ...values: unknown[]) => application.dataSource.query(text, values);
const paths = ['', '/saved', '/messages', '/contact', '/consent', '/stop', '/correct/name', '/correct/last-news'];

/** Every page of the own report, byte for byte, without its number. */
async function allPages(family: FiledByFamily) {
  const browser = await comeBack(application.url, family);
  const seen: Record<string, object> = {};
  for (const path of paths) {
    const shown = await browser.open(`/en/mine${path}`);
    seen[path] = { ...neutral(shown, [family.requestNumber]), title: shown.title };
  }
  const money = await browser.open('/en/money');
  return { ...seen, money: neutral(money), history: browser.visited };
}

describe('C1: what a family sees', () => {
  it('is the same to the last byte for one who is in a list and for one who is in none, from filing until it is told', async () => {
    // The same words but for the year, which has four digits in both.
    const inAList = aMan(3).report({ sought: { birth: '1969' } });
    const inNone = aMan(3).report({ sought: { birth: '1931' } });
    const found = await families.file(inAList);
    const other = await families.file(inNone);
    for (const { actor } of [found, other])
      for (const state of ['intake_check', 'open'])
        await sql(
          'update cases set state = $2 where id in (select case_id from case_reports where report_id = $1)',
          actor.reportId,
          state,
        );
    const theSame = async () => {
      const [one, two] = [await allPages(found), await allPages(other)];
      const withoutYear = (pages: object) => JSON.parse(JSON.stringify(pages).replaceAll(/19(69|31)/g, '19··'));
      expect(withoutYear(one)).toEqual(withoutYear(two));
      return one;
    };
    const before = await theSame();
    const isAsBefore = async () => expect(await theSame()).toEqual(before);

    await caseworkOf(application, staff.salma).importRows([aMan(3).row({ birth_date: '1969' })]);
    const suggested = await caseworkOf(application, staff.salma).suggestionsOf(found.actor.reportId);
    expect(suggested.length).toBeGreaterThan(0);
    await isAsBefore();

    const [{ case_id: caseId }] = await sql(
      'select case_id from case_reports where report_id = $1',
      found.actor.reportId,
    );
    for (const account_id of [staff.idOf.rana, staff.idOf.omar])
      await staff.salma.post(`/v1/reports/${found.actor.reportId}/members`, { account_id, via: 'assigned' });
    const suggestionId = suggested[0].id;
    await confirmed(staff.rana, staff.omar, suggestionId);
    await isAsBefore();

    const [{ record_id: recordId, source_id: sourceId }] = await sql(
      'select d.id as record_id, d.source_id from detention_records d join suggestions s on s.detention_record_id = d.id where s.id = $1',
      suggestionId,
    );
    expect((await assess(staff.rana, sourceId)).status).toBe(201);
    const { reportId } = found.actor;
    const open = { reportId, caseId, reporterId: found.reporterId, suggestionId, recordId, sourceId };
    const scene: Scene = { ...open, claimId: await agreedClaim(staff, caseId, aDeath(open)) };
    await isAsBefore();

    const wish = { reporter_id: found.reporterId, wish: 'agreed' };
    expect((await staff.rana.post(`/v1/cases/${caseId}/wishes/recipients`, wish)).status).toBe(201);
    const disclosure = await planned(staff.rana, scene);
    await isAsBefore();
    expect(await step(staff.noor, disclosure, 'approval')).toMatchObject({ status: 200 });
    await isAsBefore();
  });
});
