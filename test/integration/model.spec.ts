import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { putAccount } from '../../src/access/demonstration-accounts.js';
import { readModel } from '../../src/matching/model/index.js';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan, markerFamily, markerFamilyArabic } from '../support/builders.js';
import { caseworkOf } from '../support/casework.js';
import { athar } from '../support/command.js';

jest.setTimeout(180_000);

let application: TestApplication;
let rana: Client;
let casework: ReturnType<typeof caseworkOf>;

beforeAll(async () => {
  application = await startApplication();
  rana = await signIn(application.url, application.accounts[0]);
  casework = caseworkOf(application, rana);
  await putAccount(
    application.dataSource,
    { displayName: `Nour ${markerFamily}`, password: 'an invented long password', login: 'nour', role: 'supervisor' },
    false,
  );
});
afterAll(() => application?.stop());

const bandsOf = async (reportId: string): Promise<string[]> =>
  (await casework.suggestionsOf(reportId)).map(({ band }: { band: string }) => band);

describe('two records that fit one report about equally well', () => {
  it('are lowered together when they speak of two people, and the explanation says to look at both', async () => {
    const names = [{ given: 'فراس', father: 'جورج', grandfather: 'نزار', family: markerFamilyArabic }];
    const reportId = await casework.file(
      aMan(1).report({ sought: { names, birth: '17/03/1985', mother_name: 'هدى' } }),
    );
    const row = aMan(1).row({
      full_name: `Firas George Nizar ${markerFamily}`,
      mother_name: 'Huda',
      birth_date: '1985',
    });
    await casework.importRows([{ ...row, event_date: '' }]);
    expect(await bandsOf(reportId)).toEqual(['strong']);
    await casework.importRows([{ ...row, mother_name: 'Maryam', birth_date: '1985-03-17' }]);
    const suggestions = await casework.suggestionsOf(reportId);
    expect(suggestions.map(({ band }: { band: string }) => band)).toEqual(['worth_a_look', 'worth_a_look']);
    expect(suggestions.every(({ runner_up_close: close }: { runner_up_close: boolean }) => close)).toBe(true);
    const { body } = await rana.get(`/v1/suggestions/${suggestions[0].id}`, { 'accept-language': 'en' });
    expect(body.explanation).toMatchObject({ band: 'worth_a_look', headline: expect.stringContaining('Look at both') });

    // Once one of them is out of the running, the other stands for itself again.
    await rana.post(`/v1/suggestions/${suggestions[0].id}/decisions`, {
      action: 'reject',
      seen_revision: suggestions[0].revision,
      reasons: ['mother_name'],
    });
    expect((await casework.suggestionsOf(reportId, '&state=suggested'))[0].band).toBe('strong');
  });

  it('are no longer strong for a near rival that is not strong itself', async () => {
    const names = [{ given: 'جوان', father: 'شيرزاد', family: markerFamilyArabic }];
    const reportId = await casework.file(
      aMan(3).report({ sought: { names, birth: '17/03/1985', mother_name: 'هدى' } }),
    );
    const name = { full_name: `Jwan Sherzad ${markerFamily}`, birth_date: '1986' };
    const row = aMan(3).row({ ...name, event_date: '', sex: '', governorate: '' });
    await casework.importRows([{ ...row, mother_name: 'Huda' }]);
    const before = await casework.suggestionsOf(reportId);
    const [strong] = before;
    expect(strong.band).toBe('strong');
    await casework.importRows([{ ...row, mother_name: 'Maryam' }]);
    const known = new Set(before.map(({ id }: { id: string }) => id));
    const after = await casework.suggestionsOf(reportId);
    const rival = after.find(({ id }: { id: string }) => !known.has(id));
    expect(rival.band).toBe('worth_a_look');
    expect(after.find(({ id }: { id: string }) => id === strong.id).band).toBe('worth_a_look');

    // Alone in the running, the rival has its own band, and that is not strong.
    await rana.post(`/v1/suggestions/${strong.id}/decisions`, {
      action: 'reject',
      seen_revision: strong.revision,
      reasons: ['mother_name'],
    });
    const left = await casework.suggestionsOf(reportId, '&state=suggested');
    expect(left.find(({ id }: { id: string }) => id === rival.id).band).toBe('worth_a_look');
  });

  it('stay strong when both may be of one person', async () => {
    const him = aMan(2);
    const reportId = await casework.file(him.report());
    await casework.importRows([him.row()]);
    await casework.importRows([him.row({ id: '2', event_date: '20/06/2013', mother_name: '' })]);
    expect((await bandsOf(reportId)).filter((band) => band === 'strong')).toHaveLength(2);
  });
});

describe('athar model estimate on the records of an organisation', () => {
  it('prints a model that can be read, names nobody, is written down, and changes nothing', async () => {
    const him = aMan(3);
    await casework.file(him.report());
    await casework.importRows([him.row()]);
    const { code, out, err } = await athar(['model', 'estimate', '--as', 'nour', '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { model: made, past_decisions: past } = JSON.parse(out);
    const model = readModel(JSON.stringify(made));
    expect(past.pairs).toMatchObject({ not_compared: 0 });
    expect(past.not_possible).toContain('few_confirmed');
    expect(model.estimated).toMatchObject({ seed: null, data: expect.stringContaining('one organisation') });
    expect(model.estimated.records).toBeGreaterThan(0);
    for (const name of [markerFamily, markerFamilyArabic]) expect(out).not.toContain(name);
    const entries = await application.dataSource.query(
      "select subject_kind, reason from audit_entries where action = 'model.estimated'",
    );
    expect(entries).toEqual([{ subject_kind: 'model', reason: 'command_line' }]);
    const shown = await athar(['model', 'show', '--json']);
    expect(readModel(shown.out).hash).not.toBe(model.hash);
  });

  it('shows old and new weights side by side', async () => {
    const { code, out } = await athar(['model', 'estimate', '--as', 'nour']);
    expect(code).toBe(0);
    expect(out).toMatch(/^bits for one person +\d{4}-\d\d-\d\d/);
    expect(out).toMatch(/^birth same_year( +-?\d+\.\d\d){3}$/m);
    expect(out).toMatch(/^What would change on past decisions \(no decision changes\): 0 confirmed, (0|<5) rejected/m);
  });

  it('needs somebody to act, and says so', async () => {
    const { code, err } = await athar(['model', 'estimate'], { env: { ATHAR_ACCOUNT: undefined } });
    expect(code).toBe(2);
    expect(err).toMatch(/Say who you are/);
  });
});

describe('athar model without servers', () => {
  it('estimates from invented people and measures on others, and refuses a model that was changed', async () => {
    const size = ['--reports', '30', '--records', '300', '--json'];
    const none = { env: { DATABASE_URL: undefined, REDIS_URL: undefined } };
    const estimated = await athar(['model', 'estimate', '--population', '3', '--reviewed', ...size], none);
    expect(estimated.code).toBe(0);
    const { model, past_decisions: past } = JSON.parse(estimated.out);
    expect(readModel(JSON.stringify(model)).estimated).toMatchObject({ seed: 3, reports: 30, records: 300 });
    expect(past).toBeNull();
    const evaluated = await athar(['model', 'evaluate', '--seed', '9', '--noise', '0.5', ...size], none);
    expect(evaluated.code).toBe(0);
    const { all, with_relatives, population } = JSON.parse(evaluated.out);
    expect(all.reports).toBe(30);
    expect(with_relatives.reports).toBeLessThan(30);
    expect(population).toMatchObject({ seed: 9, noise: 0.5 });
    const refused = await athar(['model', 'show', '--model', 'package.json'], none);
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/The model file cannot be/);
  });
});
