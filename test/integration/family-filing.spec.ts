import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { FamilyFiling } from '../../src/family-reports/family-filing.js';
import { OwnReport } from '../../src/family-reports/own-report.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { type FamilySide, familySide } from '../support/family-side.js';

jest.setTimeout(180_000);

let application: TestApplication;
let families: FamilySide;

beforeAll(async () => {
  application = await startApplication();
  families = await familySide(application);
});
afterAll(async () => {
  await families?.close();
  await application?.stop();
});

describe('a family files by itself', () => {
  it('one report, however often it is sent at the same moment', async () => {
    const sent = families.submission(aMan(1).report());
    const filing = families.get(FamilyFiling);
    const all = await Promise.all(Array.from({ length: 20 }, () => filing.file(sent)));
    expect(new Set(all.map((each) => each.requestNumber)).size).toBe(1);
    const { actor } = await families.holderOf(all[0].requestNumber);
    console.log(JSON.stringify(await families.get(OwnReport).read(actor)));
  });
});
