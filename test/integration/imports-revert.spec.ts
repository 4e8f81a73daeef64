import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan, aSource } from '../support/builders.js';
import { confirmAsSecond } from '../support/casework.js';
import { liveContent, versionsOf } from '../support/versions.js';

jest.setTimeout(180_000);

let application: TestApplication;
let caseworker: Client;
let other: Client;
let supervisor: Client;

beforeAll(async () => {
  application = await startApplication();
  const as = (role: string, nth = 0) =>
    signIn(application.url, application.accounts.filter((account) => account.role === role && !account.partner)[nth]);
  [caseworker, other, supervisor] = [await as('caseworker'), await as('caseworker', 1), await as('supervisor')];
});
afterAll(() => application.stop());

const numbered = (number: string, man: ReturnType<typeof aMan>, changes: Record<string, string> = {}) => {
  const { id: _, ...row } = man.row(changes);
  return { 'record id': number, ...row };
};
const men = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => numbered(`R-${from + at}`, aMan(from + at)));

describe('taking an import back', () => {
  it('leaves what stood before it ran, and bringing it back gives what it had made', async () => {
    const list = versionsOf(application, caseworker, 'there and back');
    await list.handIn(men(1, 4), { version_at: '2024-01-01' }, aSource());
    const before = await liveContent(application);
    const [one, two, three] = men(1, 4);
    const second = await list.handIn(
      [{ ...one, notes: 'changed' }, two, { ...three, facility: 'Adra' }, ...men(9, 2)],
      { version_at: '2024-02-01' },
    );
    const after = await liveContent(application);
    expect(after).not.toEqual(before);
    expect(after).toHaveLength(before.length + 2);

    const reverted = await list.revert(second.id);
    expect(reverted.state).toBe('reverted');
    expect(await liveContent(application)).toEqual(before);
    const back = await list.bringBack(second.id);
    expect(back.state).toBe('done');
    expect(await liveContent(application)).toEqual(after);
  });

  it('leaves rows as a later import says, and that one alone decides when it goes too', async () => {
    const list = versionsOf(application, caseworker, 'later');
    const [one, two] = men(20, 2);
    const empty = await liveContent(application);
    const first = await list.handIn([one, two], { version_at: '2024-01-01' });
    const later = await list.handIn([{ ...one, notes: 'later' }], { version_at: '2024-02-01' });
    await list.revert(first.id);
    const left = await liveContent(application);
    expect(left).toHaveLength(empty.length + 1);
    const [{ undone }] = await application.dataSource.query('select undone from imports where id = $1', [first.id]);
    expect(undone).toMatchObject({ moved: 1, left: 1, put_back: 0 });
    await list.revert(later.id);
    expect(await liveContent(application)).toEqual(empty);
    // The same file again is new: what was taken back is not "unchanged".
    expect((await list.handIn([one, two])).rows).toMatchObject({ created: 2 });
  });

  it('takes what was suggested away, tells people who decided, and stays a question for them', async () => {
    const list = versionsOf(application, caseworker, 'decided');
    const [open, linked] = [aMan(50), aMan(61)];
    const reports: string[] = [];
    for (const man of [open, linked]) reports.push((await caseworker.post('/v1/reports', man.report())).body.id);
    const done = await list.handIn([numbered('D-1', open), numbered('D-2', linked)]);
    const suggestionOf = async (row: number) =>
      (
        await application.dataSource.query(
          `select s.id, s.state, s.revision, s.source_withdrawn_at is not null as flagged from suggestions s
           join import_rows r on r.detention_record_id = s.detention_record_id
           where r.import_id = $1 and r.row_number = $2 and s.report_id = $3`,
          [done.id, row, reports[row - 2]],
        )
      )[0];
    const decide = async (client: Client, decision: object) => {
      const { id, revision } = await suggestionOf(3);
      return client.post(`/v1/suggestions/${id}/decisions`, { seen_revision: revision, ...decision });
    };
    expect((await decide(caseworker, { action: 'propose', evidence: 'The same mother and day' })).status).toBe(200);
    const { id, revision } = await suggestionOf(3);
    await confirmAsSecond(other, id, revision);

    // A link stands on one of its records: one person asks, another says so too.
    expect((await list.revert(done.id)).state).toBe('done');
    expect((await list.view(done.id)).revert).toMatchObject({ waits_for_second_person: true });
    const again = await caseworker.post(`/v1/imports/${done.id}/revert`, { reason: 'Once more' });
    expect([again.status, again.body.code]).toEqual([409, 'import.second_person']);
    expect((await versionsOf(application, other, 'decided').revert(done.id)).state).toBe('reverted');

    expect(await suggestionOf(2)).toMatchObject({ state: 'stale', flagged: true });
    expect(await suggestionOf(3)).toMatchObject({ state: 'confirmed', flagged: true });
    const { items } = (await supervisor.get('/v1/alarms')).body;
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'confirmed_source_withdrawn', subject_id: (await suggestionOf(3)).id }),
    );
    const returned = await decide(supervisor, { action: 'return', note: 'Its file was taken back' });
    expect(returned.status).toBe(200);
    const proposed = await decide(caseworker, { action: 'propose', evidence: 'Still the same mother' });
    expect([proposed.status, proposed.body.code]).toEqual([409, 'decision.source_withdrawn']);

    await list.bringBack(done.id);
    expect(await suggestionOf(2)).toMatchObject({ state: 'suggested', flagged: false });
    expect(await suggestionOf(3)).toMatchObject({ state: 'returned', flagged: false });
    expect((await decide(caseworker, { action: 'propose', evidence: 'Still the same mother' })).status).toBe(200);
  });

  it('ends after 30 days: then it cannot be brought back', async () => {
    const list = versionsOf(application, caseworker, 'over');
    const done = await list.handIn(men(30, 1));
    await list.revert(done.id);
    await application.dataSource.query("update imports set reverted_at = now() - interval '31 days' where id = $1", [
      done.id,
    ]);
    const answer = await caseworker.send('DELETE', `/v1/imports/${done.id}/revert`);
    expect([answer.status, answer.body.code]).toEqual([409, 'import.revert_final']);
  });
});
