import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan, aSource } from '../support/builders.js';
import { versionsOf } from '../support/versions.js';

jest.setTimeout(180_000);

let application: TestApplication;
let client: Client;

beforeAll(async () => {
  application = await startApplication();
  client = await signIn(application.url, application.accounts[0]);
});
afterAll(() => application.stop());

/** A man as a register with numbers of its own has him. */
const numbered = (number: string, man: ReturnType<typeof aMan>, changes: Record<string, string> = {}) => {
  const { id: _, ...row } = man.row(changes);
  return { 'record id': number, ...row };
};
const men = (count: number) => Array.from({ length: count }, (_, at) => numbered(`R-${at + 1}`, aMan(at)));
const records = async (): Promise<number> =>
  (await application.dataSource.query('select count(*)::int as n from detention_records'))[0].n;
const recordOf = async (importId: string, row: number) =>
  (
    await application.dataSource.query(
      `select d.id, d.revision, d.notes, (select count(*)::int from person_names n where n.detention_record_id = d.id) as names
       from import_rows r join detention_records d on d.id = r.detention_record_id where r.import_id = $1 and r.row_number = $2`,
      [importId, row],
    )
  )[0];

describe('a list that is handed in again and again', () => {
  it('is stored row by row, and every row is accounted for', async () => {
    const list = versionsOf(application, client, 'first');
    const done = await list.handIn([...men(5), numbered('R-6', aMan(7), { full_name: '' })]);
    expect(done.state).toBe('done');
    expect(done.rows).toMatchObject({
      total: 6,
      done: 6,
      created: 5,
      rejected: 1,
      new_revision: 0,
      unchanged: 0,
      held: 0,
    });
    expect(await list.outcomes(done.id)).toEqual([...Array(5).fill('created'), 'rejected name.missing']);
  });

  it('changes nothing when the same file comes again', async () => {
    const list = versionsOf(application, client, 'again');
    await list.handIn(men(4));
    const before = await records();
    const again = await list.handIn(men(4));
    expect(again.rows).toMatchObject({ total: 4, unchanged: 4, created: 0 });
    expect(await records()).toBe(before);
  });

  it('tells new, changed and gone rows of a newer version, and what changed is a new revision of the same record', async () => {
    const list = versionsOf(application, client, 'newer');
    const first = await list.handIn(men(4), { version_at: '2024-01-01' });
    const [one, two, , four] = men(4);
    const newer = [one, { ...two, notes: 'moved to another cell' }, four, numbered('R-9', aMan(9))];
    const checked = await list.check(newer, { version_at: '2024-06-01' });
    expect(checked.summary.versions).toEqual({ new: 1, changed: 1, unchanged: 2, older: 0, gone: 1 });
    expect((await list.run(checked)).status).toBe(202);
    await application.settled();
    expect(await list.outcomes(checked.id)).toEqual(['unchanged', 'new_revision', 'unchanged', 'created']);
    const [before, after] = [await recordOf(first.id, 3), await recordOf(checked.id, 3)];
    expect(after.id).toBe(before.id);
    expect(after).toMatchObject({ revision: 2, notes: 'moved to another cell', names: 2 });
  });

  it('is not overwritten by an older version, whole or row for row', async () => {
    const list = versionsOf(application, client, 'older');
    const [one, two] = men(2);
    const dated = (row: Record<string, string>, changed: string, notes: string) => ({
      ...row,
      source_date: changed,
      notes,
    });
    await list.handIn([dated(one, '2024-03-01', 'new'), dated(two, '2024-03-01', 'new')], { version_at: '2024-03-01' });
    const stale = await list.handIn([dated(one, '2024-01-01', 'old'), dated(two, '2024-04-01', 'newest')], {
      version_at: '2024-01-01',
    });
    expect(await list.outcomes(stale.id)).toEqual(['unchanged row.older_version', 'new_revision']);
    expect(await recordOf(stale.id, 2)).toMatchObject({ notes: 'new', revision: 1 });
    expect(await recordOf(stale.id, 3)).toMatchObject({ notes: 'newest', revision: 2 });
  });

  it('two men of one name who were taken on one day are two records, also in identical rows', async () => {
    const list = versionsOf(application, client, 'twice');
    const { id: _, ...row } = aMan(3).row();
    const done = await list.handIn([row, row, { ...row, mother_name: 'Souad' }]);
    expect(done.rows).toMatchObject({ created: 3 });
    expect(await list.outcomes(done.id)).toEqual(['created', 'created row.same_as', 'created']);
    expect((await list.handIn([row, row, { ...row, mother_name: 'Souad' }])).rows).toMatchObject({ unchanged: 3 });
  });

  it('one number twice in a file: the same content is stored once, another is held', async () => {
    const list = versionsOf(application, client, 'numbers');
    const [one, two] = men(2);
    const done = await list.handIn([one, one, { ...one, notes: 'something else' }, two]);
    expect(await list.outcomes(done.id)).toEqual([
      'created',
      'unchanged row.repeated',
      'held row.same_id_differs',
      'created',
    ]);
    expect((await recordOf(done.id, 2)).id).toBe((await recordOf(done.id, 3)).id);
  });

  it('numbers that moved to other people are held and overwrite nobody', async () => {
    const list = versionsOf(application, client, 'moved');
    const first = await list.handIn(men(3));
    const moved = await list.handIn([0, 1, 2].map((at) => numbered(`R-${at + 1}`, aMan(at + 3))));
    expect(moved.rows).toMatchObject({ held: 3, done: 3, new_revision: 0 });
    expect(await list.outcomes(moved.id)).toEqual(Array(3).fill('held row.same_id_other_person'));
    expect(await recordOf(first.id, 2)).toMatchObject({ revision: 1 });
  });

  it('a corrected spelling of the name is the same person', async () => {
    const list = versionsOf(application, client, 'spelling');
    await list.handIn([numbered('R-1', aMan(1))]);
    const row = numbered('R-1', aMan(1));
    const done = await list.handIn([{ ...row, full_name: `${row.full_name} Junior` }]);
    expect(await list.outcomes(done.id)).toEqual(['new_revision']);
  });
});

describe('a person decides', () => {
  it('on what he saw: a run with an older revision is refused', async () => {
    const list = versionsOf(application, client, 'seen');
    const checked = await list.check(men(2));
    const answer = await client.post(`/v1/imports/${checked.id}/run`, undefined, {
      'if-match': `"${checked.revision - 1}"`,
    });
    expect([answer.status, answer.body.code]).toEqual([412, 'precondition.failed']);
    expect(await list.outcomes(checked.id)).toEqual(['', '']);
  });

  it('a checked import that is cancelled stores nothing and cannot be run', async () => {
    const list = versionsOf(application, client, 'cancelled');
    const checked = await list.check(men(2));
    const cancelled = await client.post(`/v1/imports/${checked.id}/cancellation`, undefined);
    expect([cancelled.status, cancelled.body.state]).toEqual([202, 'cancelled']);
    const answer = await list.run(cancelled.body);
    expect([answer.status, answer.body.code]).toEqual([409, 'import.wrong_state']);
  });

  it('a run that is cancelled in the middle keeps what is stored, and can be run on to the same end', async () => {
    const list = versionsOf(application, client, 'stopped');
    // Not all on one day: that would be held back.
    const rows = Array.from({ length: 2500 }, (_, at) =>
      numbered(`S-${at}`, aMan(at % 144), { event_date: `${(at % 28) + 1}/03/2013` }),
    );
    const checked = await list.check(rows);
    // Somebody else holds a row of the second chunk, so that the worker is in the middle of it when the person stops it.
    const cancelling = await application.dataSource.transaction(async (manager) => {
      await manager.query('select 1 from import_rows where import_id = $1 and row_number = 1500 for update', [
        checked.id,
      ]);
      await list.run(checked);
      for (let waiting = 0; waiting === 0; )
        [{ waiting }] = await manager.query(
          'select count(*)::int as waiting from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))',
        );
      const answer = client.post(`/v1/imports/${checked.id}/cancellation`, undefined);
      // Until it waits for the worker, who waits for us.
      for (let behind = 0; behind === 0; )
        [{ behind }] = await manager.query(
          `select count(*)::int as behind from pg_stat_activity stopping, unnest(pg_blocking_pids(stopping.pid)) worker
           where pg_backend_pid() = any(pg_blocking_pids(worker))`,
        );
      return { answer };
    });
    expect((await cancelling.answer).status).toBe(202);
    const stopped = await list.view(checked.id);
    expect(stopped).toMatchObject({ state: 'cancelled', rows: { done: 2000, created: 2000 } });
    expect((await list.run(stopped)).status).toBe(202);
    const done = await list.until(checked.id, 'done');
    expect(done.rows).toMatchObject({ total: 2500, done: 2500, created: 2500 });
  });

  it('a mapping that is corrected over the same file changes what is stored, and again changes nothing; taking it back gives the first reading back', async () => {
    const list = versionsOf(application, client, 'corrected');
    const rows = [
      numbered('C-1', aMan(1), { event_date: '03/04/2013' }),
      numbered('C-2', aMan(2), { event_date: '17/04/2013' }),
    ];
    const handInReading = async (order: 'day_first' | 'month_first') => {
      const read = await list.check(rows);
      const columns = read.mapping.columns.map((column: { field: string }) =>
        column.field === 'event_date' ? { ...column, date_order: order } : column,
      );
      const answer = await client.send(
        'PUT',
        `/v1/imports/${read.id}/mapping`,
        { ...read.mapping, columns },
        { 'if-match': `"${read.revision}"` },
      );
      expect(answer.status).toBe(202);
      const checked = await list.until(read.id, 'checked');
      await list.run(checked);
      await application.settled();
      return { id: read.id, versions: checked.summary.versions, outcomes: await list.outcomes(read.id) };
    };
    const first = await handInReading('month_first');
    const day = async () =>
      (
        await application.dataSource.query(
          `select d.event_earliest::text as day from detention_records d join import_rows r on r.detention_record_id = d.id
           where r.import_id = $1 and r.row_number = 2`,
          [first.id],
        )
      )[0].day;
    expect(await day()).toBe('2013-03-04');
    const corrected = await handInReading('day_first');
    expect(corrected.versions).toMatchObject({ new: 0, changed: 1, unchanged: 1 });
    expect(corrected.outcomes.map((outcome) => outcome.split(' ')[0])).toEqual(['new_revision', 'unchanged']);
    expect(await day()).toBe('2013-04-03');
    expect((await handInReading('day_first')).versions).toMatchObject({ new: 0, changed: 0, unchanged: 2 });
    await list.revert(corrected.id);
    const [{ id }] = await application.dataSource.query(
      "select id from imports where state = 'done' and list_id = (select list_id from imports where id = $1) order by created_at desc limit 1",
      [corrected.id],
    );
    expect(await day()).toBe('2013-04-03');
    await list.revert(id);
    expect(await day()).toBe('2013-03-04');
  });

  it('a row that the database refuses is rejected alone; its neighbours go on', async () => {
    const list = versionsOf(application, client, 'refused');
    const checked = await list.check(men(12));
    // What no check can foresee: a place that is gone from the gazetteer when the row is stored.
    await application.dataSource.query(
      `update import_rows set understood = jsonb_set(understood, '{record,governorate}', '"no such place"') where import_id = $1 and row_number = 7`,
      [checked.id],
    );
    await list.run(checked);
    const done = await list.until(checked.id, 'done');
    expect(done.rows).toMatchObject({ total: 12, done: 12, created: 11, rejected: 1 });
    expect((await list.outcomes(checked.id))[5]).toBe('rejected row.refused');
  });
});

describe('what comparing makes of it', () => {
  it('a new revision of a record is compared again, and what was suggested is weighed anew', async () => {
    const list = versionsOf(application, client, 'compared');
    const man = aMan(40);
    const report = (await client.post('/v1/reports', man.report())).body.id;
    const source = aSource({ document_type: 'court_file' });
    await list.handIn([numbered('R-1', man)], { version_at: '2024-01-01' }, source);
    const states = async () =>
      (
        await application.dataSource.query(
          `select s.state, e.kind from suggestions s join import_rows r on r.detention_record_id = s.detention_record_id and r.outcome = 'created'
           join imports i on i.id = r.import_id join sources o on o.id = i.source_id join suggestion_events e on e.suggestion_id = s.id
           where s.report_id = $1 and o.title = $2 order by e.at`,
          [report, source.title],
        )
      ).map(({ state, kind }: { state: string; kind: string }) => `${kind}, now ${state}`);
    expect(await states()).toEqual(['suggested, now suggested']);
    const weight = async (): Promise<number> =>
      (
        await application.dataSource.query('select max(match_weight) as weight from suggestions where report_id = $1', [
          report,
        ])
      )[0].weight;
    const before = await weight();
    const other = {
      full_name: man.row().full_name,
      sex: 'female',
      birth_date: '1931',
      mother_name: 'Nobody',
      event_date: '1999',
    };
    await list.handIn([numbered('R-1', man, other)], { version_at: '2024-02-01' });
    expect(await states()).toEqual(['suggested, now suggested', 'rescored, now suggested']);
    expect(await weight()).toBeLessThan(before);
  });
});
