import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan, hisRow, markerFamily, markerFamilyArabic } from '../support/builders.js';
import { caseworkOf, withWeights } from '../support/casework.js';
import { answerAboutSearch } from '../support/consent.js';

jest.setTimeout(180_000);

let application: TestApplication;
let rana: Client;
let file: ReturnType<typeof caseworkOf>['file'];
let importRows: ReturnType<typeof caseworkOf>['importRows'];
let suggestionsOf: ReturnType<typeof caseworkOf>['suggestionsOf'];

beforeAll(async () => {
  application = await startApplication();
  rana = await signIn(application.url, application.accounts[0]);
  ({ file, importRows, suggestionsOf } = caseworkOf(application, rana));
});
afterAll(() => application?.stop());

let people = 0;
const somebody = () => aMan(people++);

describe('reports and detention records meet', () => {
  it('an old report is suggested when a list with the same man in Latin letters comes in', async () => {
    const him = somebody();
    const reportId = await file(him.report());
    await application.settled();
    expect(await suggestionsOf(reportId)).toEqual([]);
    const result = await importRows([
      him.row(),
      hisRow({ id: '2', full_name: 'Somebody Else Entirely', birth_date: '1950' }),
    ]);
    expect(result).toMatchObject({ state: 'done', rows: { total: 2, done: 2, created: 2, held: 0, rejected: 0 } });
    const [suggestion, ...others] = await suggestionsOf(reportId);
    expect(others).toEqual([]);
    expect(suggestion).toMatchObject({ band: 'strong', state: 'suggested', runner_up_close: false, revision: 1 });
    expect(suggestion.record.name).toContain(markerFamily);
    expect(suggestion.match_weight).toBeUndefined();
  });

  it('a new report finds a record that was there before it', async () => {
    const him = somebody();
    await importRows([him.row()]);
    const reportId = await file(him.report());
    await application.settled();
    expect(await suggestionsOf(reportId)).toHaveLength(1);
  });

  it('the explanation names each comparison with both values, and its weights add up to the total', async () => {
    let id: string | undefined;
    while (id === undefined) {
      const him = somebody();
      await importRows([him.row()]);
      const reportId = await file(him.report());
      await application.settled();
      const [pair] = await suggestionsOf(reportId);
      const shown = await withWeights(application.dataSource, 'rana');
      id = shown.find((each) => each === pair.id);
    }
    for (const language of ['en', 'ar']) {
      const { body, headers } = await rana.get(`/v1/suggestions/${id}`, { 'accept-language': language });
      expect(headers.get('content-language')).toBe(language);
      const { starting_point, rows, total, headline } = body.explanation;
      const sum = rows.reduce((at: number, row: { weight: number }) => at + row.weight, starting_point.weight);
      expect(sum).toBeCloseTo(total, 6);
      expect(headline).toMatch(language === 'ar' ? /\p{Script=Arabic}/u : /[a-z]/);
      const byComparison = Object.fromEntries(rows.map((row: { comparison: string }) => [row.comparison, row]));
      expect(byComparison.family).toMatchObject({
        agreement: 'same_other_script',
        a: markerFamilyArabic,
        b: markerFamily,
      });
      expect(byComparison.birth.weight).toBeGreaterThan(0);
      expect(rows.every((row: { sentence: string }) => row.sentence.length > 0)).toBe(true);
    }
    const { body } = await rana.get(`/v1/suggestions/${id}`);
    expect(body.original_row).toContainEqual({ heading: 'governorate', cell: 'Homs' });
    expect(body.events.map((event: { kind: string }) => event.kind)).toEqual(['suggested']);
    expect(body.source.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('a brother is no strong suggestion', async () => {
    const him = somebody();
    const reportId = await file(him.report());
    await importRows([him.row({ full_name: `Tarek ${him.father} ${markerFamily}` })]);
    expect(
      (await suggestionsOf(reportId)).filter((suggestion: { band: string }) => suggestion.band === 'strong'),
    ).toEqual([]);
  });

  it('a report without consent to search is kept and never compared, and meets its records when consent is given', async () => {
    const him = somebody();
    await importRows([him.row()]);
    const reportId = await file(him.report({ consent: { search: false } }));
    await application.settled();
    expect(await suggestionsOf(reportId)).toEqual([]);
    const profiles = await application.dataSource.query('select 1 from match_profiles where record_id = $1', [
      reportId,
    ]);
    expect(profiles).toEqual([]);

    await answerAboutSearch(rana, reportId, true);
    await application.settled();
    expect(await suggestionsOf(reportId)).toHaveLength(1);

    await answerAboutSearch(rana, reportId, false);
    await application.settled();
    expect(await suggestionsOf(reportId)).toEqual([]);
    expect(await suggestionsOf(reportId, '&state=suppressed')).toEqual([]);
    const kept = await application.dataSource.query('select state from suggestions where report_id = $1', [reportId]);
    expect(kept).toEqual([{ state: 'suppressed' }]);
  });
});

describe('what was stored stays right', () => {
  const everything = async () =>
    application.dataSource.query(
      'select report_id, detention_record_id, match_weight, band, state, revision, runner_up_margin, updated_at from suggestions order by 1, 2',
    );

  it('running the jobs again changes nothing', async () => {
    await application.settled();
    const before = await everything();
    const events = await application.dataSource.query('select count(*)::int as n from suggestion_events');
    await application.dataSource.query(
      "insert into due_marks (task, organisation_id, subject_id, revision) select 'reports.match', organisation_id, id, revision from reports",
    );
    await application.dataSource.query(
      "insert into due_marks (task, organisation_id, subject_id, revision) select 'detention-records.match', organisation_id, id, revision from detention_records",
    );
    await application.settled();
    expect(await everything()).toEqual(before);
    expect(await application.dataSource.query('select count(*)::int as n from suggestion_events')).toEqual(events);
  });

  it('editing a report scores its own pairs again and no others, and keeps what was told before', async () => {
    const him = somebody();
    const told = him.report();
    const reportId = await file(told);
    await importRows([him.row()]);
    const [before] = await suggestionsOf(reportId);
    const untouched = await application.dataSource.query(
      'select id, revision, updated_at from suggestions where report_id <> $1 order by id',
      [reportId],
    );

    // Nobody else of this file was born near 1926: every record is searched, and a shared year of birth beside a near date is a weak suggestion.
    const nobody = { names: [{ given: 'منذر', father: 'شاهين', family: 'الخوري' }], birth: '1926' };
    const edit = (patch: object, revision: number) =>
      rana.send('PATCH', `/v1/reports/${reportId}`, patch, {
        'if-match': `"${revision}"`,
        'content-type': 'application/merge-patch+json',
      });
    expect(await edit({ sought: nobody }, 1)).toMatchObject({ status: 200, body: { revision: 2 } });
    await application.settled();
    expect(await suggestionsOf(reportId)).toEqual([]);
    const stale = await suggestionsOf(reportId, '&state=stale');
    expect(stale.find((suggestion: { id: string }) => suggestion.id === before.id)).toMatchObject({
      band: null,
      revision: 2,
    });

    expect((await edit({ sought: told.sought }, 2)).status).toBe(200);
    await application.settled();
    const [again] = await suggestionsOf(reportId);
    expect(again).toMatchObject({ id: before.id, band: before.band, state: 'suggested', revision: 3 });
    expect(
      await application.dataSource.query(
        'select id, revision, updated_at from suggestions where report_id <> $1 order by id',
        [reportId],
      ),
    ).toEqual(untouched);

    const { body } = await rana.get(`/v1/reports/${reportId}/revisions`);
    expect(body.items.map((item: { content: { sought: { birth: string } } }) => item.content.sought.birth)).toEqual([
      told.sought.birth,
      '1926',
      told.sought.birth,
    ]);
  });

  it('a decision survives when the pair is scored again', async () => {
    const him = somebody();
    const reportId = await file(him.report());
    await importRows([him.row()]);
    const [suggestion] = await suggestionsOf(reportId);
    const rejected = await rana.post(`/v1/suggestions/${suggestion.id}/decisions`, {
      action: 'reject',
      reasons: ['age'],
      seen_revision: 1,
    });
    expect(rejected).toMatchObject({ status: 200, body: { state: 'rejected' } });
    await rana.send(
      'PATCH',
      `/v1/reports/${reportId}`,
      { disappearance: { date: '13/3/2013' } },
      { 'if-match': '"1"' },
    );
    await application.settled();
    const [after] = await suggestionsOf(reportId);
    expect(after).toMatchObject({ id: suggestion.id, state: 'rejected' });
    const { body } = await rana.get(`/v1/suggestions/${suggestion.id}`);
    expect(body.events.map((event: { kind: string }) => event.kind)).toEqual(['suggested', 'rejected', 'rescored']);
  });
});
