import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { type Role, roles } from '../../../src/access/account.entity.js';
import { type Scope, scopes } from '../../../src/access/actor.js';
import { KeyRingFile } from '../../../src/keys/key-ring-file.js';
import { Client } from '../application.js';
import { aMan, aSource, csv } from '../builders.js';
import {
  addModelChange,
  askForExport,
  makeAgreement,
  makeKey,
  makeWebhook,
  proposeRole,
  type Webhook,
} from './administration.js';
import { workOnCase } from './casework.js';
import { giveAndRevoke, giveReceipt } from './families.js';
import { noteFilings, tellOfExtortion } from './family-side.js';
import { claimFate } from './fates.js';
import { writeToFamily } from './messages.js';

/** A running service that can be asked for anything. */
export interface Service {
  url: string;
  /** As the owner of the database. */
  dataSource: DataSource;
}

export interface Person {
  id: string;
  role: Role;
  organisationId: string;
}

export interface PartnerKey {
  id: string;
  secretId: string;
  scope: Scope;
  secret: string;
  gone?: 'expired' | 'revoked';
}

export interface Family {
  receiptId: string;
  of: Case;
  token: string;
  signIn: { request_number: string; secret: string };
  gone?: 'revoked';
}

/** A sought person with everything that hangs off his report. `word` stands in free texts of this case and nowhere else. */
export interface Case {
  word: string;
  reportId: string;
  suggestionId: string;
  detentionRecordId: string;
  /** Of a relative with a sealed name and a sealed contact. */
  reporterId: string;
  consentId: string;
  /** Of the report; it is open, has a task, a note, and a report of extortion. */
  caseId: string;
  taskId: string;
  extortionId: string;
  /** It was not upheld: it freezes nothing. */
  contestId: string;
  /** The document of its record; both cases have the same one. */
  sourceId: string;
  claimId: string;
  /** Planned, and not approved. */
  disclosureId: string;
}

export interface Organisation {
  id: string;
  name: 'amal' | 'bayan';
  word: string;
  /** Everybody of this role; of caseworkers the one who filed the first case. */
  staff: Record<Role, Person>;
  /** Filed the second case, and is no member of the first. */
  otherCaseworker: Person;
  importId: string;
  exportId: string;
  listId: string;
  alarmId: string;
  webhook: Webhook;
  /** Of the caseworker of the first case: his only way to sign in. */
  passkeyId: string;
  modelChangeId: string;
  rematchId: string;
  cases: [Case, Case];
  /** One key for each scope, and those that are no longer worth anything. */
  partners: PartnerKey[];
  /** Somebody who never comes, for administrators to work on; and what waits for them. */
  absent: Person;
  roleChangeId: string;
  agreementId: string;
  /** The receipts of the two cases, signed in; and one that was revoked. */
  families: Family[];
  /** Of extortion, by somebody without a report. */
  tipId: string;
}

/** Two organisations that do the same work about people of the same names, and know nothing of each other. */
export interface World {
  service: Service;
  amal: Organisation;
  bayan: Organisation;
}

export const allOf = (world: World) => [world.amal, world.bayan];

export async function makeWorld(service: Service): Promise<World> {
  const [amal, bayan] = [await makeOrganisation(service, 'amal'), await makeOrganisation(service, 'bayan')];
  await service.dataSource.query(
    `insert into try_limits (scope, subject_hash, tries, last_try_at, next_allowed_at) values ('test', $1, 1, now(), now())`,
    [randomBytes(32)],
  );
  // What a family typed a day ago, and never sent.
  await service.dataSource.query(
    "insert into family_drafts (token_hash, sealed, created_at, last_seen_at) values ($1, $1, now() - interval '25 hours', now() - interval '3 hours')",
    [randomBytes(32)],
  );
  return { service, amal, bayan };
}

async function makeOrganisation(service: Service, name: 'amal' | 'bayan'): Promise<Organisation> {
  const { dataSource } = service;
  const word = `canary-${name}`;
  const id = randomUUID();
  await dataSource.query(`insert into organisations (id, kind, name) values ($1, 'partner', $2)`, [id, word]);
  await makeAgreement(dataSource, id, 'import');
  const agreementId = await makeAgreement(dataSource, id, 'export');
  const staff = {} as Record<Role, Person>;
  for (const role of roles) staff[role] = await makePerson(service, id, role, `${word}-${role}`);
  const otherCaseworker = await makePerson(service, id, 'caseworker', `${word}-other-caseworker`);
  const filers = [staff.caseworker, otherCaseworker];
  const reportIds: string[] = [];
  for (const [index, filer] of filers.entries())
    reportIds.push(await fileReport(service, filer, index, `${word}-case-${index + 1}`));
  const importId = await importList(service, staff.caseworker, word);
  await settled(service);
  const cases = await Promise.all(
    reportIds.map((reportId, index) => caseOf(dataSource, reportId, `${word}-case-${index + 1}`)),
  );
  for (const [index, filer] of filers.entries()) await reveal(service, filer, cases[index]);
  for (const [index, filer] of filers.entries())
    await writeToFamily(dataSource, await clientFor(service, filer), cases[index]);
  await addReviewing(dataSource, staff.supervisor, filers, cases);
  const alarmId = await addWhatNothingMakes(dataSource, id, otherCaseworker, reportIds[0]);
  const families: Family[] = [];
  const supervisor = await clientFor(service, staff.supervisor);
  for (const each of cases) families.push(await giveReceipt(supervisor, each));
  families.push(await giveAndRevoke(supervisor, cases[0]));
  await noteFilings(dataSource, families);
  const partners: PartnerKey[] = [];
  const admin = staff.organisation_admin;
  for (const scope of scopes) partners.push(await makeKey(dataSource, admin, scope));
  for (const gone of ['expired', 'revoked'] as const) partners.push(await makeKey(dataSource, admin, 'import', gone));
  const absent = await makePerson(service, id, 'caseworker', `${word}-absent`);
  const roleChangeId = await proposeRole(dataSource, absent.id, id);
  const passkeyId = await addCredentials(dataSource, staff.caseworker);
  return {
    id,
    name,
    word,
    staff,
    otherCaseworker,
    importId,
    exportId: await addExport(dataSource, staff.supervisor, absent, reportIds),
    listId: await listOf(dataSource, importId),
    alarmId,
    webhook: await makeWebhook(dataSource, admin),
    passkeyId,
    modelChangeId: await addModelChange(dataSource, staff.supervisor.id),
    rematchId: await addRematch(dataSource, id, reportIds[0]),
    cases: cases as [Case, Case],
    partners,
    absent,
    roleChangeId,
    agreementId,
    families,
    tipId: await tellOfExtortion(dataSource, id, word),
  };
}

/** Resolves when the worker has done everything that is due before long. */
export async function settled({ dataSource }: Service): Promise<void> {
  const until = Date.now() + 60_000;
  for (;;) {
    const left: { task: string; last_error: string | null }[] = await dataSource.query(
      `select task, last_error from due_marks where due_at < now() + interval '1 hour' limit 5`,
    );
    if (left.length === 0) return;
    if (Date.now() > until)
      throw new Error(
        `The worker did not get through what was due: ${left.map((one) => `${one.task} ${one.last_error}`).join(', ')}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Somebody without a password. */
export async function makePerson(
  { dataSource }: Service,
  organisationId: string,
  role: Role,
  login: string,
): Promise<Person> {
  const id = randomUUID();
  await dataSource.query(
    `insert into accounts (id, organisation_id, login, display_name, role, demonstration)
     values ($1, $2, $3, $4, $5, true)`,
    [id, organisationId, login, `${login} Athartest`, role],
  );
  return { id, role, organisationId };
}

const keyRing = () => new KeyRingFile(process.env.ATHAR_KEYS_FILE!).current();
const hashOf = (token: string) => createHash('sha256').update(token).digest();

export interface SessionState {
  fresh?: boolean;
  expired?: boolean;
  idle?: boolean;
  revoked?: boolean;
}

export async function newSession(
  service: Service,
  person: Person,
  state: SessionState = {},
): Promise<{ id: string; token: string }> {
  const id = randomUUID();
  const token = `ats_${randomBytes(32).toString('base64url')}`;
  await service.dataSource.query(
    `insert into sessions (id, token_hash, network_hash, account_id, organisation_id, created_at, last_seen_at, expires_at, fresh_until, revoked_at)
     values ($1, $2, $9, $3, $4, now(), now() - case when $5 then interval '16 minutes' else '0 minutes' end,
       now() + case when $6 then interval '-1 second' else '1 hour' end,
       case when $7 then now() + interval '1 hour' end, case when $8 then now() end)`,
    [
      id,
      hashOf(token),
      person.id,
      person.organisationId,
      state.idle ?? false,
      state.expired ?? false,
      state.fresh ?? true,
      state.revoked ?? false,
      // As src/access/sessions.ts makes it: a session belongs to the network that opened it.
      keyRing().mac('network', 'session', id, '127.0.0.0/24'),
    ],
  );
  return { id, token };
}

/** @returns the token of a new session */
export const openSession = async (service: Service, person: Person, state: SessionState = {}) =>
  (await newSession(service, person, state)).token;

export const clientFor = async (service: Service, person: Person) =>
  new Client(service.url, await openSession(service, person));

async function fileReport(service: Service, filer: Person, man: number, word: string): Promise<string> {
  const client = await clientFor(service, filer);
  const report = aMan(man).report({
    disappearance: { date: '12/3/2013', governorate: 'حمص', circumstances: word, place: word },
  });
  const answer = await client.post('/v1/reports', {
    ...report,
    reporter: { relationship: 'mother', language: 'ar', name: word, contacts: [{ kind: 'other', value: word }] },
  });
  if (answer.status !== 201)
    throw new Error(`Filing a report answered ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body.id;
}

async function importList(service: Service, importer: Person, word: string): Promise<string> {
  const client = await clientFor(service, importer);
  const rows = [0, 1].map((man) => aMan(man).row({ id: `${word}-${man}`, notes: word }));
  const answer = await client.upload(csv(rows), aSource({ title: word, custody: word }));
  if (answer.status !== 202) throw new Error(`Importing answered ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body.id;
}

async function listOf(dataSource: DataSource, importId: string): Promise<string> {
  const [{ id }]: { id: string }[] = await dataSource.query('select list_id as id from imports where id = $1', [
    importId,
  ]);
  return id;
}

async function caseOf(dataSource: DataSource, reportId: string, word: string): Promise<Case> {
  const [suggestion] = await dataSource.query(
    'select id, detention_record_id from suggestions where report_id = $1 order by match_weight desc limit 1',
    [reportId],
  );
  if (!suggestion) throw new Error(`Nothing was suggested for ${word}: the world of the matrix needs it`);
  const [consent] = await dataSource.query(
    `select id, reporter_id from consents where report_id = $1 and purpose = 'search'`,
    [reportId],
  );
  const reporterId: string = consent.reporter_id;
  const suggestionId: string = suggestion.id;
  const work = await workOnCase(dataSource, reportId, word);
  return {
    word,
    reportId,
    suggestionId,
    detentionRecordId: suggestion.detention_record_id,
    reporterId,
    consentId: consent.id,
    ...work,
    ...(await claimFate(dataSource, { caseId: work.caseId, suggestionId, reporterId, word })),
  };
}

async function reveal(service: Service, person: Person, { reportId, reporterId, word }: Case): Promise<void> {
  const client = await clientFor(service, person);
  const path = `/v1/reports/${reportId}/reporters/${reporterId}/reveal`;
  const answer = await client.post(path, { fields: ['name'], reason: word });
  if (answer.status !== 200 || answer.body.name !== word) throw new Error(`Revealing answered ${answer.status}`);
}

/** Rows of everything by which somebody proves who he is. @returns the id of a passkey */
async function addCredentials(dataSource: DataSource, { id, organisationId }: Person): Promise<string> {
  const passkeyId = randomUUID();
  await dataSource.query(
    `insert into passkeys (id, account_id, organisation_id, credential_id, public_key, counter, backed_up, label)
     values ($1, $2, $3, $4, $5, 0, false, 'Passkey')`,
    [passkeyId, id, organisationId, randomBytes(16), randomBytes(32)],
  );
  await dataSource.query(
    `insert into passkey_challenges (challenge_hash, purpose, account_id, expires_at) values ($1, 'register', $2, now() + interval '1 hour')`,
    [randomBytes(32), id],
  );
  await dataSource.query(
    `insert into totp_secrets (account_id, stage, organisation_id, sealed, kek_id) values ($1, 'invited', $2, $3, 'none')`,
    [id, organisationId, randomBytes(32)],
  );
  await dataSource.query(
    `insert into invitations (id, token_hash, account_id, organisation_id, expires_at) values ($1, $2, $3, $4, now() + interval '1 hour')`,
    [randomUUID(), randomBytes(32), id, organisationId],
  );
  return passkeyId;
}

/** A run that was cancelled. Runs are for all organisations; this one got as far as a chunk of this one's. */
async function addRematch(dataSource: DataSource, organisationId: string, reportId: string): Promise<string> {
  const id = randomUUID();
  await dataSource.query(
    `insert into rematches (id, why, matcher_version, state, finished_at) values ($1, 'operator', 1, 'cancelled', now())`,
    [id],
  );
  await dataSource.query(
    `insert into rematch_chunks (id, rematch_id, organisation_id, side, first_id, last_id, subjects)
     values ($1, $2, $3, 'report', $4, $4, 1)`,
    [randomUUID(), id, organisationId, reportId],
  );
  return id;
}

/** A claim that has run out, and an opinion of a proposal that was made and taken back at once: each suggestion stays as new as it was. */
async function addReviewing(dataSource: DataSource, proposer: Person, readers: Person[], cases: Case[]): Promise<void> {
  for (const [index, { suggestionId }] of cases.entries())
    await dataSource.transaction(async (manager) => {
      await manager.query(
        `insert into suggestion_claims (suggestion_id, organisation_id, account_id, expires_at) values ($1, $2, $3, now())`,
        [suggestionId, proposer.organisationId, readers[index].id],
      );
      await manager.query(
        `update suggestions set state = 'proposed', proposed_by = $2, proposed_at = now(), proposed_revision = revision, evidence = 'Agrees'
         where id = $1`,
        [suggestionId, proposer.id],
      );
      await manager.query(
        `insert into suggestion_opinions (id, suggestion_id, organisation_id, proposed_revision, account_id, opinion, blind)
         select $2, id, organisation_id, proposed_revision, $3, 'cannot_tell', false from suggestions where id = $1`,
        [suggestionId, randomUUID(), readers[index].id],
      );
      await manager.query(
        `update suggestions set state = 'suggested', proposed_by = null, proposed_at = null, proposed_revision = null, evidence = null
         where id = $1`,
        [suggestionId],
      );
    });
}

/** An export that somebody who never comes asked for, and what it would be made of. @returns its id */
async function addExport(
  dataSource: DataSource,
  { organisationId }: Person,
  by: Person,
  reportIds: string[],
): Promise<string> {
  const id = await askForExport(dataSource, organisationId, by.id);
  await dataSource.query(
    `insert into export_items (export_id, record_id, organisation_id) select $1, report, $2 from unnest($3::uuid[]) as report`,
    [id, organisationId, reportIds],
  );
  await dataSource.query('insert into feeds (organisation_id, position) values ($1, 2)', [organisationId]);
  await dataSource.query(
    `insert into feed_entries (report_id, organisation_id, position, entry_date, source_date, expires_at, content)
     select report, $1, place, now(), now(), now() + interval '1 hour', '{}' from unnest($2::uuid[]) with ordinality as of(report, place)`,
    [organisationId, reportIds],
  );
  return id;
}

/** Rows of tables that the work so far leaves empty. @returns the id of an alarm */
async function addWhatNothingMakes(
  dataSource: DataSource,
  organisationId: string,
  actor: Person,
  reportId: string,
): Promise<string> {
  await dataSource.query(
    `insert into suppressions (id, organisation_id, digest, purpose) values ($1, $2, $3, 'search')`,
    [randomUUID(), organisationId, randomBytes(32)],
  );
  // Somebody searched by name; here that is for the organisation that runs the service only.
  await dataSource.query(
    `insert into name_searches (id, organisation_id, account_id, reason, hits) values ($1, $2, $3, 'Athartest', 0)`,
    [randomUUID(), organisationId, actor.id],
  );
  // One record whose file waits for two people.
  await dataSource.query(
    `insert into quarantined_records (detention_record_id, organisation_id, import_id)
     select d.id, d.organisation_id, i.id from detention_records d join imports i on i.source_id = d.source_id
     where d.organisation_id = $1 order by d.row_number limit 1`,
    [organisationId],
  );
  // Long after the test, so that no worker takes it.
  await dataSource.query(
    `insert into due_marks (task, subject_id, organisation_id, revision, due_at) values ('reports.match', $1, $2, 9, now() + interval '1 day')`,
    [reportId, organisationId],
  );
  await dataSource.query('insert into gone_profiles (record_id, organisation_id, changed_in) values ($1, $2, 1)', [
    reportId,
    organisationId,
  ]);
  await dataSource.query('insert into snapshot_marks (id, made_in) values ($1, this_transaction())', [randomUUID()]);
  await dataSource.query(
    `insert into completeness_audits (id, matcher_version, sampled_reports, pairs, pairs_found, strong_pairs, strong_pairs_found)
     values ($1, 1, 200, 1000, 970, 200, 200)`,
    [randomUUID()],
  );
  await dataSource.query('insert into denied_reads (id, organisation_id, actor_id) values ($1, $2, $3)', [
    randomUUID(),
    organisationId,
    actor.id,
  ]);
  const alarmId = randomUUID();
  await dataSource.query(
    `insert into alarms (id, organisation_id, kind, actor_id, subject_kind, subject_id)
     values ($1, $2, 'break_glass', $3, 'report', $4)`,
    [alarmId, organisationId, actor.id, reportId],
  );
  return alarmId;
}
