import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { auditOf, auditTable } from '../support/audit-rows.js';
import { aReport, markerFamily } from '../support/builders.js';
import { fileWith, join, mona, reveal, tareq } from '../support/family.js';
import { marker } from '../support/refusals.js';

jest.setTimeout(180_000);

let app: TestApplication;
let rana: Client;
let omar: Client;
let salma: Client;
const idOf = async (login: string): Promise<string> =>
  (await app.dataSource.query('select id from accounts where login = $1', [login]))[0].id;

beforeAll(async () => {
  app = await startApplication({ worker: false });
  [rana, omar, salma] = await Promise.all(
    ['rana', 'omar', 'salma'].map((login) => signIn(app.url, app.accounts.find((one) => one.login === login)!)),
  );
}, 60_000);
afterAll(() => app.stop());

describe('R7: who a reporter is and how to reach one', () => {
  it('stands nowhere in the database in clear', async () => {
    const { id, reporterId } = await fileWith(rana);
    await join(rana, id, tareq);
    expect((await reveal(rana, id, reporterId)).status).toBe(200);
    const columns: { table: string; column: string }[] = await app.dataSource.query(
      `select c.table_name as "table", c.column_name as "column" from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name) where c.table_schema = 'public' and t.table_type = 'BASE TABLE'`,
    );
    const found: string[] = [];
    for (const { table, column } of columns) {
      for (const text of ['منى', 'Tareq', '+000 000', 'olive tree', 'school', 'Calling back', 'mona@']) {
        // As text, and as the bytes of a bytea.
        const [{ n }] = await app.dataSource.query(
          `select count(*)::int as n from "${table}"
           where position($1 in "${column}"::text) > 0 or position($2 in "${column}"::text) > 0`,
          [text, Buffer.from(text).toString('hex')],
        );
        if (n > 0) found.push(`${table}.${column}: ${text}`);
      }
    }
    expect(columns.length).toBeGreaterThan(150);
    expect(found).toEqual([]);
    expect(app.api.output()).not.toMatch(marker);
  });

  it('is not part of the list of reporters, which says only what there is', async () => {
    const { id } = await fileWith(rana);
    const { status, body } = await rana.get(`/v1/reports/${id}/reporters`);
    expect(status).toBe(200);
    expect(body.items[0]).toMatchObject({
      relationship: 'mother',
      language: 'ar',
      under_threat: true,
      has_name: true,
      removed_at: null,
      contacts: [
        {
          kind: 'phone',
          may_leave_message: false,
          preferred_language: 'ar',
          sealed: ['value', 'safe_times', 'who_may_answer', 'code_word', 'instructions'],
        },
        { kind: 'email', may_leave_message: null, preferred_language: null, sealed: ['value'] },
      ],
    });
    expect(JSON.stringify(body)).not.toMatch(marker);
    expect(JSON.stringify((await rana.get(`/v1/reports/${id}`)).body)).not.toMatch(/منى|olive/);
  });

  it('is shown as it was told, and each showing is one audit entry with field names and no value', async () => {
    const { id, reporterId } = await fileWith(rana);
    const shown = await reveal(rana, id, reporterId);
    expect(shown.status).toBe(200);
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect(shown.body).toMatchObject({ name: mona.name, contacts: mona.contacts });
    const nameOnly = await reveal(rana, id, reporterId, { fields: ['name'] });
    expect(nameOnly.body).toMatchObject({ name: mona.name });
    expect(nameOnly.body.contacts).toBeUndefined();

    const entries = await auditOf(app.dataSource, reporterId, 'reporter.revealed');
    expect(entries).toEqual([
      expect.objectContaining({ actorId: await idOf('rana'), fields: ['name', 'contacts'], outcome: 'done' }),
      expect.objectContaining({ actorId: await idOf('rana'), fields: ['name'], outcome: 'done' }),
    ]);
    expect(JSON.stringify(entries)).not.toMatch(marker);
    const rows = await app.dataSource.query('select id, fields from reveals where reporter_id = $1 order by at', [
      reporterId,
    ]);
    expect(rows).toEqual([
      { id: shown.body.reveal_id, fields: ['name', 'contacts'] },
      { id: nameOnly.body.reveal_id, fields: ['name'] },
    ]);
  });

  it('is not shown when the audit entry cannot be written', async () => {
    const { id, reporterId } = await fileWith(rana);
    await app.dataSource.query(
      `alter table ${auditTable} add constraint broken check (action <> 'reporter.revealed') not valid`,
    );
    try {
      const refused = await reveal(rana, id, reporterId);
      expect(refused.status).toBe(500);
      expect(JSON.stringify(refused.body)).not.toMatch(marker);
    } finally {
      await app.dataSource.query(`alter table ${auditTable} drop constraint broken`);
    }
    const [{ n }] = await app.dataSource.query('select count(*)::int as n from reveals where reporter_id = $1', [
      reporterId,
    ]);
    expect(n).toBe(0);
  });

  it.each<[what: string, body: object, pointer: string, code: string]>([
    ['without a reason', { reason: undefined }, '/reason', 'field.invalid_type'],
    ['for an empty reason', { reason: '  ' }, '/reason', 'text.empty'],
    ['of nothing', { fields: [] }, '/fields', 'field.too_small'],
    ['of a field twice', { fields: ['name', 'name'] }, '/fields', 'field.duplicate'],
    ['of a field that there is not', { fields: ['reason'] }, '/fields/0', 'field.invalid_value'],
    ['for somebody else', { actor_id: 'x' }, '/actor_id', 'field.unknown'],
  ])('is not shown %s', async (_what, body, pointer, code) => {
    const { id, reporterId } = await fileWith(rana);
    const refused = await reveal(rana, id, reporterId, body);
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toEqual([expect.objectContaining({ pointer, code })]);
    expect(await auditOf(app.dataSource, reporterId, 'reporter.revealed')).toEqual([]);
  });

  it('is nothing that there is for a caseworker of another case: 404 as for a missing one, written down as denied', async () => {
    const { id, reporterId } = await fileWith(rana);
    const missing = crypto.randomUUID();
    const plain = ({ status, body }: Awaited<ReturnType<typeof reveal>>) => ({
      status,
      body: { ...body, instance: 0 },
    });
    expect(plain(await reveal(omar, id, reporterId))).toEqual(plain(await reveal(omar, missing, reporterId)));
    expect((await reveal(omar, id, reporterId)).status).toBe(404);
    expect((await omar.get(`/v1/reports/${id}/reporters`)).status).toBe(404);
    const denied: { outcome: string }[] = await app.dataSource.query(
      `select outcome from ${auditTable} where subject_id = $1 and actor_id = $2`,
      [id, await idOf('omar')],
    );
    expect(denied.map((row) => row.outcome)).toEqual(['denied', 'denied', 'denied']);
  });

  it("is not reached through another report's path, and that is written down too", async () => {
    const one = await fileWith(rana);
    const other = await fileWith(omar);
    expect((await reveal(omar, other.id, one.reporterId)).status).toBe(404);
    expect(await auditOf(app.dataSource, one.reporterId, 'reporter.revealed')).toEqual([
      expect.objectContaining({ actorId: await idOf('omar'), outcome: 'denied' }),
    ]);
  });

  it('needs a sign-in of the last five minutes', async () => {
    const { id, reporterId } = await fileWith(rana);
    const later = await signIn(app.url, app.accounts.find((one) => one.login === 'rana')!);
    await app.dataSource.query('update sessions set fresh_until = now() where account_id = $1', [await idOf('rana')]);
    const refused = await reveal(later, id, reporterId);
    expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 403, code: 'access.fresh_sign_in' });
    rana = await signIn(app.url, app.accounts.find((one) => one.login === 'rana')!);
    expect((await reveal(rana, id, reporterId)).status).toBe(200);
  });
});

describe('C13: a row that somebody exchanged in the database', () => {
  const altered: [what: string, statements: string[]][] = [
    [
      'holds the name of another person',
      [
        `update reporter_identities a set name = b.name from reporter_identities b where a.reporter_id = $1 and b.reporter_id = $2`,
      ],
    ],
    [
      'holds the number of another person',
      [
        `update reporter_contacts a set value = b.value from reporter_contacts b
       where a.reporter_id = $1 and a.position = 0 and b.reporter_id = $2 and b.position = 0`,
      ],
    ],
    [
      'holds in one column what belongs in another',
      [
        'update reporter_contacts set value = instructions where reporter_id = $1 and position = 0 and $2::uuid is not null',
      ],
    ],
    [
      'was handed to this person',
      ['update reporter_contacts set position = 9, reporter_id = $1 where reporter_id = $2'],
    ],
    [
      'has one changed bit',
      [
        'update reporter_identities set name = set_bit(name, 500, 1 - get_bit(name, 500)) where reporter_id = $1 and $2::uuid is not null',
      ],
    ],
    [
      'was cut off',
      ['update reporter_identities set name = substr(name, 1, 60) where reporter_id = $1 and $2::uuid is not null'],
    ],
  ];

  it.each(altered)('opens to nobody, and the supervisor is told: it %s', async (_what, statements) => {
    const { id, reporterId } = await fileWith(salma);
    const other = await join(salma, id, tareq);
    for (const statement of statements) await app.dataSource.query(statement, [reporterId, other]);
    const refused = await reveal(salma, id, reporterId);
    expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 409, code: 'reporter.unreadable' });
    expect(JSON.stringify(refused.body)).not.toMatch(marker);
    const alarms = await app.dataSource.query('select kind, times from alarms where subject_id = $1', [reporterId]);
    expect(alarms).toEqual([{ kind: 'sealed_field_altered', times: 1 }]);
    expect(await auditOf(app.dataSource, reporterId, 'reporter.revealed')).toEqual([
      expect.objectContaining({ outcome: 'refused' }),
    ]);
  });

  it('opens to nobody when it comes from another case, key and all', async () => {
    const one = await fileWith(salma);
    const other = await fileWith(salma, tareq);
    const swapName =
      'update reporter_identities a set name = b.name from reporter_identities b where a.reporter_id = $1 and b.reporter_id = $2';
    await app.dataSource.query(swapName, [one.reporterId, other.reporterId]);
    expect((await reveal(salma, one.id, one.reporterId)).body.code).toBe('reporter.unreadable');
    await app.dataSource.query(
      `update case_keys a set wrapped = b.wrapped, kek_id = b.kek_id from case_keys b where a.report_id = $1 and b.report_id = $2`,
      [one.id, other.id],
    );
    expect((await reveal(salma, one.id, one.reporterId)).body.code).toBe('reporter.unreadable');
    expect((await reveal(salma, other.id, other.reporterId)).body.name).toBe(tareq.name);
    // Nothing is sealed under a key that is not the case's own either.
    const joining = await salma.post(`/v1/reports/${one.id}/reporters`, tareq);
    expect({ status: joining.status, code: joining.body.code }).toEqual({ status: 409, code: 'reporter.unreadable' });
    const path = `/v1/reports/${one.id}/reporters/${one.reporterId}`;
    const editing = await salma.send('PATCH', path, { name: tareq.name }, { 'if-match': '"1"' });
    expect({ status: editing.status, code: editing.body.code }).toEqual({ status: 409, code: 'reporter.unreadable' });
    const alarms = await app.dataSource.query(
      "select subject_kind, times from alarms where subject_id = any($1) and kind = 'sealed_field_altered' order by 1",
      [[one.id, one.reporterId]],
    );
    expect(alarms).toEqual([
      { subject_kind: 'report', times: 1 },
      { subject_kind: 'reporter', times: 3 },
    ]);
  });
});

describe('a reporter', () => {
  it('is changed field by field; name and contacts are replaced whole', async () => {
    const { id, reporterId } = await fileWith(rana);
    const path = `/v1/reports/${id}/reporters/${reporterId}`;
    const patch = (body: object, revision: number) =>
      rana.send('PATCH', path, body, { 'if-match': `"${revision}"`, 'content-type': 'application/merge-patch+json' });
    const changed = await patch({ country: 'DE', name: `Mona Athartest-${markerFamily}` }, 1);
    expect(changed).toMatchObject({ status: 200, body: { revision: 2, country: 'DE', relationship: 'mother' } });
    expect(changed.headers.get('etag')).toBe('"2"');
    expect(JSON.stringify(changed.body)).not.toMatch(marker);
    expect((await reveal(rana, id, reporterId)).body).toMatchObject({
      name: `Mona Athartest-${markerFamily}`,
      contacts: mona.contacts,
    });
    expect((await patch({ country: null, name: null, contacts: tareq.contacts }, 2)).status).toBe(200);
    expect((await reveal(rana, id, reporterId)).body).toMatchObject({ name: null, contacts: tareq.contacts });
    expect((await patch({ country: 'SE' }, 2)).body.code).toBe('precondition.failed');
    expect((await patch({ organisation_id: crypto.randomUUID() }, 3)).body.code).toBe('request.unknown_field');
    expect((await patch({ contacts: [{ kind: 'phone', value: 'Athartest\u0000' }] }, 3)).body.errors).toEqual([
      expect.objectContaining({ pointer: '/contacts/0/value', code: 'text.nul' }),
    ]);
    const entries = await auditOf(app.dataSource, reporterId, 'reporter.edited');
    expect(entries.map((entry) => entry.fields)).toEqual([
      ['country', 'name'],
      ['contacts', 'country', 'name'],
    ]);
  });

  it('joins once, however often the request is sent', async () => {
    const { id } = await fileWith(rana);
    const key = { 'idempotency-key': crypto.randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => rana.post(`/v1/reports/${id}/reporters`, tareq, key)),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array(5).fill(201));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect((await rana.get(`/v1/reports/${id}/reporters`)).body.items).toHaveLength(2);
  });

  it('is not changed with the report: those are two different things', async () => {
    const { id } = await fileWith(rana);
    const change = { reporter: { relationship: 'father' } };
    const refused = await rana.send('PATCH', `/v1/reports/${id}`, change, { 'if-match': '"1"' });
    expect(refused.body.code).toBe('request.unknown_field');
    const consent = await rana.send(
      'PATCH',
      `/v1/reports/${id}`,
      { consent: aReport().consent },
      { 'if-match': '"1"' },
    );
    expect(consent.body.code).toBe('request.unknown_field');
  });
});

describe('R14: reads outside the own caseload', () => {
  it('ring for the supervisor at the tenth within ten minutes, whichever path they take', async () => {
    const outsider = await signIn(app.url, app.accounts.find((one) => one.login === 'omar')!);
    const omarId = await idOf('omar');
    await app.dataSource.query('delete from denied_reads where actor_id = $1', [omarId]);
    const rung = () =>
      app.dataSource.query("select kind from alarms where actor_id = $1 and kind = 'reads_outside_caseload'", [omarId]);
    const { id, reporterId } = await fileWith(salma);
    for (let i = 0; i < 3; i++) {
      await outsider.get(`/v1/reports/${id}`);
      await outsider.get(`/v1/reports/${crypto.randomUUID()}/reporters`);
      await reveal(outsider, id, reporterId);
    }
    expect(await rung()).toEqual([]);
    expect((await outsider.get(`/v1/reports/${id}/revisions`)).status).toBe(404);
    expect(await rung()).toEqual([{ kind: 'reads_outside_caseload' }]);
    const { items } = (await salma.get('/v1/alarms')).body;
    expect(items.find((one: { kind: string }) => one.kind === 'reads_outside_caseload')).toMatchObject({
      actor_id: omarId,
      subject_kind: 'account',
      times: 1,
    });
  });
});
