import { expect } from '@jest/globals';
import { putAccount } from '../../src/access/demonstration-accounts.js';
import { type Client, signIn, type TestApplication } from './application.js';
import { aMan, markerFamily } from './builders.js';
import { caseworkOf } from './casework.js';

/** Who works on a case: two caseworkers, a supervisor, two who may approve what a family is told. */
export interface Staff {
  rana: Client;
  omar: Client;
  salma: Client;
  noor: Client;
  huda: Client;
  idOf: Record<'rana' | 'omar' | 'salma' | 'noor' | 'huda' | 'tariq' | 'lina' | 'hadi', string>;
}

export async function staffOf(application: TestApplication): Promise<Staff> {
  const { url, dataSource, accounts } = application;
  const huda = {
    login: 'huda',
    account: 'huda',
    displayName: `Huda ${markerFamily}`,
    role: 'disclosure_lead' as const,
    password: 'an invented long password',
  };
  await putAccount(dataSource, huda, true);
  const by = (login: string) => signIn(url, accounts.find((account) => account.login === login)!);
  const clients = {
    rana: await by('rana'),
    omar: await by('omar'),
    salma: await by('salma'),
    noor: await by('noor'),
    huda: await signIn(url, huda),
  };
  // On a slow machine a file of tests takes longer than a proof of identity is fresh.
  await dataSource.query("update sessions set fresh_until = now() + interval '1 hour'");
  const rows: { login: string; id: string }[] = await dataSource.query('select login, id from accounts');
  const idOf = Object.fromEntries(rows.map(({ login, id }) => [login, id])) as Staff['idOf'];
  return { ...clients, idOf };
}

/** A case in which everything is in order for a mother to be told that her son died. */
export interface Scene {
  reportId: string;
  caseId: string;
  reporterId: string;
  suggestionId: string;
  recordId: string;
  sourceId: string;
  /** Died in custody: on the link and on what a survivor told, and a second person agreed. */
  claimId: string;
}

/** Somebody's words, by which it is seen where they turn up. */
export const survivorsWords = `Held beside him, told by Yusra ${markerFamily}`;

let men = 0;

export async function anOpenCase(application: TestApplication, { rana, omar }: Staff): Promise<Omit<Scene, 'claimId'>> {
  const number = men++;
  const birth = String(1950 + (number % 40));
  const work = caseworkOf(application, rana);
  const reportId = await work.file(aMan(number).report({ sought: { birth } }));
  await work.importRows([aMan(number).row({ birth_date: birth, id: String(number + 1) })]);
  const [suggestion] = await work.suggestionsOf(reportId);
  const { id: suggestionId } = suggestion;
  await confirmed(rana, omar, suggestionId);
  const [{ case_id: caseId, record_id: recordId, source_id: sourceId }] = await application.dataSource.query(
    `select c.case_id, d.id as record_id, d.source_id from case_reports c join suggestions s on s.report_id = c.report_id and s.id = $2
     join detention_records d on d.id = s.detention_record_id where c.report_id = $1`,
    [reportId, suggestionId],
  );
  for (const state of ['intake_check', 'open'])
    await application.dataSource.query('update cases set state = $2 where id = $1', [caseId, state]);
  const reporters = await rana.get(`/v1/reports/${reportId}/reporters`);
  return { reportId, caseId, reporterId: reporters.body.items[0].id, suggestionId, recordId, sourceId };
}

/** One proposes, another one says what he thinks himself and confirms. */
export async function confirmed(one: Client, other: Client, suggestionId: string): Promise<void> {
  const path = `/v1/suggestions/${suggestionId}`;
  const revision = async () => (await other.get(path)).body.revision;
  const proposed = await one.post(`${path}/decisions`, {
    action: 'propose',
    seen_revision: 1,
    evidence: 'Mother and birth agree.',
  });
  expect(proposed.status).toBe(200);
  // Asked for before a confirmation since suggestions have opinions.
  const opinion = await other.post(`${path}/opinions`, { opinion: 'same', seen_revision: await revision() });
  expect([200, 201, 404]).toContain(opinion.status);
  const answer = await other.post(`${path}/decisions`, { action: 'confirm', seen_revision: await revision() });
  expect(answer).toMatchObject({ status: 200, body: { state: 'confirmed' } });
}

export const assess = (client: Client, sourceId: string, authenticity = 'consistent', issuer = 'security_agency') =>
  client.post(`/v1/sources/${sourceId}/assessments`, { authenticity, issuer_kind: issuer, note: 'Paper and stamps.' });

export const aDeath = (scene: Pick<Scene, 'suggestionId'>, changes: object = {}) => ({
  claim: 'died_in_custody',
  level: 'corroborated',
  basis: [
    { kind: 'link', id: scene.suggestionId },
    { kind: 'testimony', text: survivorsWords },
  ],
  ...changes,
});

/** A claim that another person agrees to. @returns its id */
export async function agreedClaim(staff: Staff, caseId: string, body: object): Promise<string> {
  const claimed = await staff.rana.post(`/v1/cases/${caseId}/fate-claims`, body);
  expect(claimed.status).toBe(201);
  const { id } = claimed.body;
  const reviewed = await staff.omar.post(`/v1/fate-claims/${id}/reviews`, { agrees: true });
  expect(reviewed.status).toBe(201);
  return id;
}

export async function aScene(application: TestApplication, staff: Staff): Promise<Scene> {
  const open = await anOpenCase(application, staff);
  expect((await assess(staff.rana, open.sourceId)).status).toBe(201);
  const claimId = await agreedClaim(staff, open.caseId, aDeath(open));
  const wish = { reporter_id: open.reporterId, wish: 'agreed' };
  expect((await staff.rana.post(`/v1/cases/${open.caseId}/wishes/recipients`, wish)).status).toBe(201);
  return { ...open, claimId };
}

export const day = (fromToday: number) => new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10);

export const aPlan = (scene: Scene, changes: object = {}) => ({
  kind: 'fate',
  recipient_id: scene.reporterId,
  suggestion_id: scene.suggestionId,
  fate_claim_id: scene.claimId,
  channel: 'in_person',
  planned_for: new Date(Date.now() + 2 * 86_400_000).toISOString(),
  trained_person: `Dr. Salim ${markerFamily}`,
  spoken_language: 'ar',
  accompanying_person: 'Her sister, whom she chose',
  support_referral: 'The psychologist of the association, every Tuesday',
  safety_plan_on: day(-3),
  follow_up_on: day(14),
  checklist: { script_read: true, what_not_to_say_read: true },
  ...changes,
});

/** @returns the id of a disclosure that waits for approval */
export async function planned(by: Client, scene: Scene, changes: object = {}): Promise<string> {
  const answer = await by.post(`/v1/cases/${scene.caseId}/disclosures`, aPlan(scene, changes));
  expect(answer).toMatchObject({ status: 201, body: { state: 'planned' } });
  return answer.body.id;
}

/** Takes one step with the revision that is shown now. */
export async function step(client: Client, id: string, path: string, body: object = {}) {
  const { headers } = await client.get(`/v1/disclosures/${id}`);
  return client.post(`/v1/disclosures/${id}/${path}`, body, { 'if-match': headers.get('etag') ?? '' });
}

export async function edit(client: Client, id: string, patch: object) {
  const { headers } = await client.get(`/v1/disclosures/${id}`);
  return client.send('PATCH', `/v1/disclosures/${id}`, patch, { 'if-match': headers.get('etag') ?? '' });
}

/** Codes of the guards that an answer names as not met. */
export const namedGuards = (answer: { body: { errors?: { code: string }[] } }) =>
  (answer.body.errors ?? []).map(({ code }) => code.replace('guard.', ''));

/** As the owner of the database, whom no row-level security holds back: what is refused here is refused to everybody. */
export async function refusedBySql(application: TestApplication, sql: string, values: unknown[]): Promise<string> {
  try {
    await application.dataSource.query(sql, values);
    return 'done';
  } catch (error) {
    const { constraint, code } = (error as { driverError: { constraint?: string; code?: string } }).driverError;
    return constraint ?? code ?? 'refused';
  }
}
