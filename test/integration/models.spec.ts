import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import {
  builtInModelFile,
  type ModelFile,
  matcherVersion,
  modelOfSizeClass,
  writeModel,
} from '../../src/matching/index.js';
import { aPartner, aPerson, type Person } from '../support/administrators.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { aMan, markerFamily, markerFamilyArabic } from '../support/builders.js';
import { caseworkOf, confirmAsSecond } from '../support/casework.js';
import { realConnections } from '../support/catalogue/acting-roles.js';
import { athar } from '../support/command.js';

jest.setTimeout(300_000);

let application: TestApplication;
let rana: Person;
let nour: Person;
let second: Person;
let administrator: Person;
let casework: ReturnType<typeof caseworkOf>;
const folder = mkdtempSync(join(tmpdir(), 'athar-models-'));

beforeAll(async () => {
  application = await startApplication({ config: { rematchChunk: 20 } });
  rana = await aPerson(application, 'caseworker');
  nour = await aPerson(application, 'supervisor');
  second = await aPerson(application, 'supervisor');
  administrator = await aPerson(application, 'system_admin');
  casework = caseworkOf(application, rana.client);
  await decideSome();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await application?.stop();
});

const inState: Record<string, string> = {};

/** Twelve people with a record each; of six of them people said something, each something else. */
async function decideSome(): Promise<void> {
  const rows: Record<string, string>[] = [];
  const reports: string[] = [];
  for (let number = 0; number < 12; number++) {
    reports.push(await casework.file(aMan(number).report()));
    rows.push(aMan(number).row({ id: String(number) }));
  }
  await casework.importRows(rows);
  const decide = (id: string, decision: object, by = rana) =>
    by.client.post(`/v1/suggestions/${id}/decisions`, { seen_revision: 1, ...decision });
  const first = async (number: number) => (await casework.suggestionsOf(reports[number]))[0].id as string;
  const propose = { action: 'propose', evidence: 'The same scar over the left eye' };
  for (const state of ['confirmed', 'revoked', 'proposed', 'needs_info', 'rejected', 'cannot_tell']) {
    const id = await first(Object.keys(inState).length);
    inState[state] = id;
    if (['confirmed', 'revoked', 'proposed'].includes(state)) expect((await decide(id, propose)).status).toBe(200);
    if (state === 'confirmed' || state === 'revoked') await confirmAsSecond(nour.client, id, 2);
    if (state === 'revoked') {
      const { body } = await second.client.get(`/v1/suggestions/${id}`);
      const revoked = {
        action: 'revoke',
        note: 'Another man after all',
        reasons: ['age'],
        seen_revision: body.revision,
      };
      expect((await decide(id, revoked, second)).status).toBe(200);
    }
    if (state === 'needs_info')
      expect((await decide(id, { action: 'needs_info', note: 'The mother?' })).status).toBe(200);
    if (state === 'rejected') expect((await decide(id, { action: 'reject', reasons: ['age'] })).status).toBe(200);
    if (state === 'cannot_tell')
      expect((await decide(id, { action: 'reject', reasons: ['insufficient'] })).status).toBe(200);
  }
}

/** A model that finds everybody likelier by two bits, and no longer suggests what is weak. */
function another(version: string, change: Partial<ModelFile> = {}): Record<string, unknown> {
  const { shares } = builtInModelFile;
  const file = { ...builtInModelFile, version, shares: { ...shares, same: shares.same * 4 }, ...change };
  return JSON.parse(writeModel(file)) as Record<string, unknown>;
}

const settled = () => application.settled(120_000);
const query = (sql: string, parameters: unknown[] = []) => application.dataSource.query(sql, parameters);
const columnsOfPeople = `id, state, proposed_by, proposed_at, proposed_revision, evidence, decided_by, decided_at, decision_reasons, decided_on, before_decision,
  suppressed_from, suppressed_for, source_withdrawn_at`;
/** What people decided, byte by byte: their columns, and everything that was written down with a person. */
const decisions = async () =>
  JSON.stringify([
    await query(`select ${columnsOfPeople} from suggestions where id = any($1) order by id`, [Object.values(inState)]),
    await query('select * from suggestion_events where account_id is not null order by at, id'),
    await query('select * from suggestion_opinions order by id'),
  ]);
/** What the machine says of every pair. */
const figures = () =>
  query('select id, match_weight, band, score, runner_up_margin, model_version from suggestions order by id');
const inUse = async () => (await nour.client.get('/v1/models/in-use')).body;
const propose = (by: Person, body: object) =>
  by.client.post('/v1/model-changes', { reason: 'Estimated anew', ...body });
const decide = (by: Person, id: string, decision: string) =>
  by.client.post(`/v1/model-changes/${id}/${decision}`, undefined);

describe('a model that somebody proposes', () => {
  let change: string;

  it('comes with what it would change on past decisions, counts below five hidden, and changes nothing yet', async () => {
    const before = [await decisions(), await figures()];
    const answer = await propose(nour, { file: another('2026-12-01') });
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 201, code: undefined });
    expect(answer.body).toMatchObject({
      kind: 'activate',
      state: 'pending',
      model: { version: '2026-12-01' },
      replaces: { hash: builtInModelFile.hash },
      proposed_by: nour.id,
    });
    const { dry_run: dryRun } = answer.body;
    // The revoked one is not decided any more, and who cannot tell taught nothing.
    expect(dryRun.pairs).toEqual({ confirmed: '<5', rejected: '<5', not_compared: 0 });
    expect(dryRun.by_answer.map(({ answer: of }: { answer: string }) => of)).toEqual(['confirmed', 'age']);
    expect(dryRun.not_possible).toEqual(['pairs_never_shown', 'few_confirmed', 'few_rejected', 'few_in_a_band']);
    change = answer.body.id;
    await settled();
    expect([await decisions(), await figures()]).toEqual(before);
    expect(await inUse()).toMatchObject({ built_in: true, since: null });
  });

  it('is one at a time, and is no other than what the program may take', async () => {
    expect((await propose(nour, { file: another('2026-12-02') })).body.code).toBe('model_change.waiting');
    const blocking = { ...builtInModelFile.blocking, candidateBits: 9 };
    const refused = await propose(nour, { file: another('2026-12-02', { blocking }) });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: 'model.blocking', errors: [{ pointer: '/file/blocking' }] });
    const broken = await propose(nour, { file: { ...another('2026-12-02'), version: '2027-01-01' } });
    expect(broken.body).toMatchObject({ code: 'model.file', errors: [{ message: expect.stringContaining('hash') }] });
    expect((await propose(nour, { file: {} })).body.code).toBe('model.file');
    expect((await propose(nour, { hash: 'f'.repeat(64) })).body.code).toBe('model.unknown');
  });

  it('is not put in use by whoever proposed it: neither by the service nor past it, by its own role in the database', async () => {
    expect((await decide(nour, change, 'confirmation')).body.code).toBe('model_change.same_person');
    const [refusal] = await query(
      "select outcome from audit_entries where action = 'model.activated' order by at desc",
    );
    expect(refusal.outcome).toBe('denied');
    const { actAs, end } = realConnections(process.env.DATABASE_URL!);
    const settings = { organisation: nour.organisationId, actor: nour.id, role: 'supervisor' };
    const confirming = (by: string | null) =>
      actAs('athar_api', settings, (sql) =>
        sql("update model_changes set decision = 'confirmed', decided_by = $2, decided_at = now() where id = $1", [
          change,
          by,
        ]),
      );
    for (const by of [nour.id, second.id, null]) await expect(confirming(by)).rejects.toThrow();
    const insert = (decision: string | null, dryRun: string | null, kind = 'activate') =>
      actAs('athar_api', settings, (sql) =>
        sql(
          `insert into model_changes (id, kind, model_hash, replaces_hash, matcher_version, reason, dry_run, proposed_by, decision, decided_at)
           select gen_random_uuid(), $1, model_hash, replaces_hash, matcher_version, 'none', $2, proposed_by, $3, case when $3::text is not null then now() end
           from model_changes where id = $4`,
          [kind, dryRun, decision, change],
        ),
      );
    await expect(insert('confirmed', '{}')).rejects.toThrow();
    await expect(insert(null, null)).rejects.toThrow(/dry_run/);
    await expect(insert(null, '{}')).rejects.toThrow(/one_waits/);
    // Nor as if one went back to it.
    await expect(insert('at_once', null, 'rollback')).rejects.toThrow(/goes back only/);
    const changing = actAs('athar_api', settings, (sql) => sql("update matching_models set file = '{}'"));
    await expect(changing).rejects.toThrow();
    await end();
    // The owner of the database is held to it as well.
    const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await owner.connect();
    const asOwner =
      "update model_changes set decision = 'confirmed', decided_by = proposed_by, decided_at = now() where id = $1";
    await expect(owner.query(asOwner, [change])).rejects.toThrow(/two_people/);
    await expect(owner.query("update matching_models set file = '{}'")).rejects.toThrow(/only ever added/);
    await owner.end();
    expect(await inUse()).toMatchObject({ built_in: true });
  });

  it('is nothing for caseworkers, nor for supervisors of partners, who may see which one is in use', async () => {
    for (const answer of [
      await propose(rana, {}),
      await decide(rana, change, 'confirmation'),
      await rana.client.get('/v1/models'),
    ])
      expect(answer.status).toBe(404);
    expect((await propose(administrator, { hash: builtInModelFile.hash })).status).toBe(404);
    const partner = await aPartner(application, administrator);
    const theirs = await aPerson(application, 'supervisor', partner.id);
    expect((await propose(theirs, { file: another('2026-12-02') })).body.code).toBe('model_change.operator_only');
    expect((await theirs.client.post('/v1/model-changes/rollback', { reason: 'None' })).body.code).toBe(
      'model_change.operator_only',
    );
    expect((await decide(theirs, change, 'confirmation')).status).toBe(404);
    expect((await theirs.client.get('/v1/model-changes')).body.items).toEqual([]);
    expect((await theirs.client.get('/v1/models/in-use')).body).toMatchObject({ built_in: true });
  });

  it('scores every pair anew when a second person confirms, and moves no decision', async () => {
    const before = await decisions();
    const old = await figures();
    const confirmed = await decide(second, change, 'confirmation');
    expect({ status: confirmed.status, ...confirmed.body }).toMatchObject({
      status: 200,
      state: 'confirmed',
      decided_by: second.id,
    });
    expect((await decide(administrator, change, 'confirmation')).body.code).toBe('model_change.decided');
    await settled();
    expect(await decisions()).toBe(before);
    const now = await figures();
    expect(new Set(now.map(({ model_version: version }: { model_version: string }) => version))).toEqual(
      new Set(['2026-12-01']),
    );
    const [{ size_class: size }] = await query('select size_class from match_size');
    const { priorWeight } = modelOfSizeClass(size, another('2026-12-01') as unknown as ModelFile);
    for (const { id, match_weight: weight, score } of now) {
      expect(score).toMatchObject({ priorWeight, modelVersion: '2026-12-01', matcherVersion });
      const was = old.find((row: { id: string }) => row.id === id);
      if (was) expect(weight).toBeGreaterThan(was.match_weight);
    }
    const [run] = await query('select id, why, state, model_hash from rematches order by started_at desc limit 1');
    expect(run).toMatchObject({ id: change, why: 'model', state: 'done', model_hash: confirmed.body.model.hash });
    expect(await inUse()).toMatchObject({ version: '2026-12-01', built_in: false, since: confirmed.body.decided_at });
  });

  it('is told from others by its version, and is not proposed again while it is in use', async () => {
    expect((await propose(nour, { file: another('2026-12-01') })).body.code).toBe('model.in_use');
    const { shares } = builtInModelFile;
    const other = another('2026-12-01', { shares: { ...shares, same: shares.same * 2 } });
    expect((await propose(nour, { file: other })).body.code).toBe('model.version_taken');
  });

  it('is left by one person, at once and loudly, and every number is as it was before', async () => {
    const before = await decisions();
    const reason = 'Pairs of brothers stand too high';
    const back = await administrator.client.post('/v1/model-changes/rollback', { reason });
    expect(back.status).toBe(201);
    expect(back.body).toMatchObject({
      kind: 'rollback',
      state: 'at_once',
      model: { hash: builtInModelFile.hash },
      dry_run: null,
    });
    await settled();
    expect(await decisions()).toBe(before);
    await areAsAtFirst();
    expect(await inUse()).toMatchObject({ built_in: true, since: back.body.decided_at });
    const alarms = (await nour.client.get('/v1/alarms')).body.items;
    expect(alarms).toContainEqual(expect.objectContaining({ kind: 'model_rolled_back', subject_id: back.body.id }));
    const [entry] = await query(
      "select actor_id from audit_entries where action = 'model.rolled_back' and outcome <> 'denied'",
    );
    expect(entry.actor_id).toBe(administrator.id);
    const nothing = await nour.client.post('/v1/model-changes/rollback', { reason });
    expect(nothing.body.code).toBe('model_change.nothing_before');
  });
});

/** The figures of before the change; filled by the first test of all. */
const first: Record<string, unknown>[] = [];
beforeAll(async () => {
  first.push(...(await figures()));
});
/** Pairs that only another model suggested are stale by then, and keep nothing but that they were there. */
async function areAsAtFirst(): Promise<void> {
  const now: { id: string }[] = await figures();
  expect(first.map(({ id }) => now.find((row) => row.id === id))).toEqual(first);
  const news = now.filter(({ id }) => !first.some((row) => row.id === id)).map(({ id }) => id);
  expect(await query("select id from suggestions where id = any($1) and state <> 'stale'", [news])).toEqual([]);
}

describe('a stricter model', () => {
  it('leaves what falls below all bands stale, unless a person decided on it, and brings it back when one goes back', async () => {
    const before = await decisions();
    const open = await query("select id from suggestions where state = 'suggested'");
    expect(open.length).toBeGreaterThan(0);
    const suggestAtProbability = { strong: 0.999999999, worth_a_look: 0.99999999, weak: 0.9999999 };
    const { body } = await propose(nour, { file: another('2026-12-03', { suggestAtProbability }) });
    expect(body.dry_run.confirmed_below_suggested).toBe('<5');
    expect((await decide(administrator, body.id, 'confirmation')).status).toBe(200);
    await settled();
    expect(await decisions()).toBe(before);
    const states = await query('select id, state from suggestions');
    for (const { id } of open)
      expect(states.find((row: { id: string }) => row.id === id)).toMatchObject({ state: 'stale' });
    await nour.client.post('/v1/model-changes/rollback', { reason: 'Nothing is suggested any more' });
    await settled();
    expect(await decisions()).toBe(before);
    await areAsAtFirst();
    expect((await query("select id from suggestions where state = 'suggested'")).length).toBe(open.length);
  });

  it('that waits while somebody goes back is outdated: it compared with another one', async () => {
    const one = await propose(nour, { file: another('2026-12-04') });
    await decide(second, one.body.id, 'confirmation');
    const waits = await propose(nour, { hash: (await hashOf('2026-12-03')) as string });
    expect(waits.status).toBe(201);
    await second.client.post('/v1/model-changes/rollback', { reason: 'Too high' });
    expect((await decide(second, waits.body.id, 'confirmation')).body.code).toBe('model_change.outdated');
    expect((await decide(second, waits.body.id, 'withdrawal')).status).toBe(404);
    expect((await decide(nour, waits.body.id, 'withdrawal')).body.state).toBe('withdrawn');
    const refused = await propose(nour, { hash: (await hashOf('2026-12-03')) as string });
    expect((await decide(nour, refused.body.id, 'refusal')).body.code).toBe('model_change.same_person');
    expect((await decide(second, refused.body.id, 'refusal')).body.state).toBe('refused');
    await settled();
  });
});

const hashOf = async (version: string) =>
  (await nour.client.get('/v1/models?limit=200')).body.items.find(
    (model: { version: string }) => model.version === version,
  )?.hash;

describe('the model page', () => {
  it('lists the models, one of them in use, page by page', async () => {
    const all = (await nour.client.get('/v1/models')).body;
    expect(all.items.filter(({ in_use }: { in_use: boolean }) => in_use)).toHaveLength(1);
    const versions: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const { body }: { body: { items: { version: string }[]; next: string | null } } = await nour.client.get(
        `/v1/models?limit=1${next && `&cursor=${next}`}`,
      );
      versions.push(...body.items.map(({ version }) => version));
      next = body.next;
    }
    expect(versions).toEqual(all.items.map(({ version }: { version: string }) => version));
  });

  it('shows every level with its weight in both languages, and how far people agree, small counts hidden', async () => {
    const { comparisons, starting_point: start } = await inUse();
    expect(start.bits).toBeLessThan(0);
    const level = comparisons.find(
      (row: { comparison: string; level: string }) => row.comparison === 'birth' && row.level === 'same_day',
    );
    expect(level.bits).toBeGreaterThan(0);
    expect(level.m).toBeGreaterThan(level.u);
    for (const { sentence, label } of comparisons)
      for (const words of [sentence, label]) expect(words.en && words.ar).toBeTruthy();
    const calibration = (await nour.client.get('/v1/models/in-use/calibration')).body;
    expect(calibration.pairs).toBe('<5');
    for (const bin of calibration.bins) expect([bin.same, bin.predicted]).toEqual([null, null]);
    expect((await administrator.client.get('/v1/models/in-use/calibration')).status).toBe(404);
  });

  it('names by id the pairs that people rejected although the model thinks them likely', async () => {
    const { status, body } = await nour.client.get('/v1/models/in-use/disagreements');
    expect(status).toBe(200);
    expect(body.items.map((item: { suggestion_id: string }) => item.suggestion_id)).toEqual([inState.rejected]);
    expect(body.items[0]).toMatchObject({ decision: 'not_same', reasons: ['age'] });
    for (const name of [markerFamily, markerFamilyArabic]) expect(JSON.stringify(body)).not.toContain(name);
  });
});

describe('athar model', () => {
  const demonstration = { env: { ATHAR_MODE: 'demonstration' } };
  const run = (person: Person, ...words: string[]) => athar(['model', ...words, '--as', person.login], demonstration);

  it('estimates from the decisions, proposes, is confirmed by a second person and rolled back', async () => {
    const path = join(folder, 'model.json');
    const estimated = await run(nour, 'estimate', '--model-version', '2026-12-05', '--write', path);
    expect({ code: estimated.code, out: estimated.out }).toMatchObject({
      code: 0,
      out: expect.stringContaining('What would change on past decisions'),
    });
    const proposed = await run(nour, 'propose', path, '--reason', 'Of this spring');
    expect({ code: proposed.code, err: proposed.err }).toEqual({ code: 0, err: '' });
    expect(proposed.out).toContain('2026-12-05 in place of');
    const own = await run(nour, 'confirm');
    expect(own.code).toBe(1);
    expect(own.err).toContain('model_change.same_person');
    const confirmed = await run(second, 'confirm', '--json');
    expect(JSON.parse(confirmed.out)).toMatchObject({ state: 'confirmed', model: { version: '2026-12-05' } });
    await settled();
    const listed = await run(administrator, 'list');
    expect(listed.out).toMatch(/^\* 2026-12-05 /m);
    // What is estimated next begins with the one in use.
    const next = await run(nour, 'estimate');
    expect(next.out).toMatch(/^bits for one person +2026-12-05 /);
    const back = await run(nour, 'rollback', '--reason', 'A try');
    expect(back.code).toBe(0);
    await settled();
    await areAsAtFirst();
    expect(readFileSync(path, 'utf8')).not.toContain(markerFamily);
  });

  it('says what is wrong with a file, and who may not', async () => {
    const path = join(folder, 'broken.json');
    writeFileSync(path, '{');
    const broken = await run(nour, 'propose', path, '--reason', 'None');
    expect([broken.code, broken.err.trim()]).toEqual([2, 'The model file is not JSON.']);
    const caseworker = await run(rana, 'rollback', '--reason', 'None');
    expect(caseworker.code).toBe(2);
    const nothing = await run(second, 'confirm');
    expect([nothing.code, nothing.err.trim()]).toEqual([2, 'No change of the model waits: athar model propose.']);
  });
});
