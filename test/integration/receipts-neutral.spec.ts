import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { caseworkOf, confirmAsSecond } from '../support/casework.js';
import { familySignIn, issueReceipt, lookOf } from '../support/families.js';

jest.setTimeout(180_000);

let application: TestApplication;
let rana: Client;
let omar: Client;
let casework: ReturnType<typeof caseworkOf>;

beforeAll(async () => {
  application = await startApplication();
  rana = await signIn(application.url, application.accounts[0]);
  omar = await signIn(application.url, application.accounts[1]);
  casework = caseworkOf(application, rana);
});
afterAll(() => application?.stop());

/** A report, and what its family gets to see at any time, byte for byte. */
async function aFamilyThatLooks(report: object) {
  const reportId = await casework.file(report);
  const receipt = await issueReceipt(rana, reportId);
  const family = await familySignIn(application.url, receipt);
  return {
    reportId,
    receipt,
    looks: async () => lookOf(await family.asks('/v1/family/report')),
    asks: family.asks,
  };
}

describe('what a family sees', () => {
  it('R1, R2: is the same to the last byte before a list comes in, while he is suggested, proposed and confirmed', async () => {
    const him = aMan(1);
    const family = await aFamilyThatLooks(him.report());
    const before = await family.looks();
    expect(before).toMatchObject({ status: 200, bytes: 4096 });

    await casework.importRows([him.row()]);
    const [suggestion] = await casework.suggestionsOf(family.reportId);
    expect(suggestion.state).toBe('suggested');
    expect(await family.looks()).toEqual(before);

    const decide = (client: Client, body: object) => client.post(`/v1/suggestions/${suggestion.id}/decisions`, body);
    const proposed = await decide(rana, { action: 'propose', evidence: 'Mother and birth agree.', seen_revision: 1 });
    expect(proposed.body.state).toBe('proposed');
    expect(await family.looks()).toEqual(before);

    const confirmed = await confirmAsSecond(omar, suggestion.id, 2);
    expect(confirmed.body.state).toBe('confirmed');
    expect(await family.looks()).toEqual(before);

    const again = await familySignIn(application.url, family.receipt);
    expect(lookOf(await again.asks('/v1/family/report'))).toEqual(before);
  });

  it('R1, C15: has the same length for somebody who is in a list and for somebody who is in none', async () => {
    const listed = await aFamilyThatLooks(aMan(3).report());
    const unlisted = await aFamilyThatLooks(
      aMan(4).report({ disappearance: { circumstances: 'Athartest '.repeat(100) } }),
    );
    await casework.importRows([aMan(3).row()]);
    expect(await casework.suggestionsOf(listed.reportId)).toHaveLength(1);
    expect(await casework.suggestionsOf(unlisted.reportId)).toHaveLength(0);
    const [one, other] = [await listed.looks(), await unlisted.looks()];
    expect([one.bytes, other.bytes]).toEqual([4096, 4096]);
    expect(one.headers).toEqual(other.headers);
  });

  it('R2: changes only with what the family itself says, such as a pause, and not with what staff corrects', async () => {
    const family = await aFamilyThatLooks(aMan(6).report());
    const before = await family.looks();
    const edited = await rana.send(
      'PATCH',
      `/v1/reports/${family.reportId}`,
      { disappearance: { place: 'Tadmor' } },
      { 'if-match': '"1"' },
    );
    expect(edited.status).toBe(200);
    expect(await family.looks()).toEqual(before);
    for (const [state, word] of [
      ['paused_by_family', 'paused'],
      ['safety_hold', 'paused'],
      ['withdrawn', 'closed'],
      ['closed', 'closed'],
    ]) {
      await application.dataSource.query('update reports set state = $2 where id = $1', [family.reportId, state]);
      const seen = JSON.parse((await family.asks('/v1/family/report')).text);
      expect([state, seen.state]).toEqual([state, word]);
      expect(JSON.stringify(seen)).not.toMatch(/safety|hold|withdrawn|suggest|score|match|revision|updated/);
    }
    expect((await family.looks()).bytes).toBe(before.bytes);
  });
});
