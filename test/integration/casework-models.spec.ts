import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { type Action, anyAction, type Happening, type Name } from '../casework-models/actions.js';
import { Desk, type Outcome } from '../casework-models/desk.js';
import { brokenInvariants } from '../casework-models/invariants.js';
import { type Answer, startApplication, type TestApplication } from '../support/application.js';
import { anOpenCase, aPlan, assess, type Scene, type Staff, staffOf } from '../support/disclosure-scene.js';
import { join, tareq } from '../support/family.js';

/** `npm run test:casework-models` asks for more. */
const sequences = Number(process.env.CASEWORK_DATABASE_SEQUENCES ?? 3);
const longest = 40;
jest.setTimeout(60_000 + sequences * 30_000);

let application: TestApplication;
let staff: Staff;
const told = { commands: 0, done: 0, refused: 0, repeated: 0 };
const sql = (text: string, ...values: unknown[]) => application.dataSource.query(text, values);

beforeAll(async () => {
  application = await startApplication();
  staff = await staffOf(application);
});
afterAll(() => application?.stop());

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer holds
type Any = Answer<any>;

/** The service in front of a real database, asked for what the desk is asked for. */
class RealDesk {
  claims: string[] = [];
  disclosures: string[] = [];
  private contest: string | null = null;
  private lost: (() => Promise<Any>) | null = null;

  constructor(
    private readonly scene: Omit<Scene, 'claimId'>,
    private readonly brother: string,
  ) {}

  async act(key: string, action: Action): Promise<Outcome> {
    if (action.of === 'world') {
      await this.happen(action.happens);
      return 'done';
    }
    if (action.of === 'repeat') return this.repeat();
    const send = await this.sending(key, action);
    if (!send) return 'access.not_found';
    const answer = await send();
    if (answer.status >= 300) return answer.body.code;
    // Withholding what was found for a withdrawn report is the worker's part of it.
    if (action.of === 'case') await application.settled();
    if (action.of === 'claim') this.claims.push(answer.body.id);
    if (action.of === 'plan') this.disclosures.push(answer.body.id);
    // An edit has no key: it is known again by the revision that it names.
    this.lost = action.of === 'edit' ? null : send;
    return 'done';
  }

  /** The same bytes once more. */
  private async repeat(): Promise<Outcome> {
    if (!this.lost) return 'nothing to repeat';
    const answer = await this.lost();
    return answer.status < 300 ? 'repeated' : answer.body.code;
  }

  private async sending(key: string, action: Exclude<Action, { of: 'world' | 'repeat' }>) {
    const { caseId } = this.scene;
    const by = staff[action.by];
    const post = (path: string, body: object, seen?: string) => () =>
      by.post(path, body, { 'idempotency-key': key, ...(seen ? { 'if-match': seen } : {}) }) as Promise<Any>;
    const seenOf = async (path: string) => (await staff.noor.get(path)).headers.get('etag') ?? '';
    switch (action.of) {
      case 'case': {
        const closing =
          action.action === 'close' ? { closing_reason: 'family_asked_to_stop' } : { reason: 'Athartest' };
        const needsNone = ['begin_intake', 'open'].includes(action.action);
        const body = { action: action.action, ...(needsNone ? {} : closing) };
        return post(`/v1/cases/${caseId}/steps`, body, await seenOf(`/v1/cases/${caseId}`));
      }
      case 'claim':
        return post(`/v1/cases/${caseId}/fate-claims`, {
          claim: action.claim,
          level: action.level,
          legal_status: action.legalStatus,
          basis: [
            { kind: 'link', id: this.scene.suggestionId },
            ...(action.withTestimony ? [{ kind: 'testimony', text: 'Somebody tells.' }] : []),
          ],
          ...(action.replaces && this.claims.length > 0 ? { supersedes: this.claims.at(-1) } : {}),
        });
      case 'review': {
        const claim = this.claims.at(-1);
        return claim && post(`/v1/fate-claims/${claim}/reviews`, { agrees: action.agrees, note: 'Athartest' });
      }
      case 'plan': {
        const claimId = this.claims.at(-1) ?? null;
        const plan = aPlan({ ...this.scene, claimId: claimId ?? '' }, { fate_claim_id: claimId });
        return post(`/v1/cases/${caseId}/disclosures`, { ...plan, ...(action.complete ? {} : gaps) });
      }
      case 'suggestion':
        return undefined;
      default: {
        const id = this.disclosures.at(-1);
        if (!id) return undefined;
        const path = `/v1/disclosures/${id}`;
        const seen = await seenOf(path);
        if (action.of === 'edit') {
          const plan = aPlan({ ...this.scene, claimId: '' }) as Record<string, unknown>;
          const whole = Object.fromEntries(Object.keys(gaps).map((field) => [field, plan[field]]));
          const patch = { ...(action.complete ? whole : gaps), note: key };
          return () => by.send('PATCH', path, patch, { 'if-match': seen }) as Promise<Any>;
        }
        if (action.of !== 'step') return post(`${path}/${pathOf[action.of]}`, {}, seen);
        const reason = ['return', 'drop', 'take_up'].includes(action.action) ? { reason: 'Athartest' } : {};
        const transfer = action.action === 'transfer' ? { owner_body: 'commission', note: 'Athartest' } : {};
        return post(`${path}/steps`, { action: action.action, ...reason, ...transfer }, seen);
      }
    }
  }

  private async happen(happens: Happening): Promise<void> {
    const { rana, salma } = staff;
    const { caseId, reporterId, reportId, sourceId } = this.scene;
    const onCase = async (path: string, body: object) =>
      expect((await rana.post(`/v1/cases/${caseId}/${path}`, body)).status).toBe(201);
    switch (happens.fact) {
      case 'contact_consent': {
        const answer = { reporter_id: reporterId, purpose: 'contact', form_version: 'test-2', language: 'ar' };
        const consents = `/v1/reports/${reportId}/consents`;
        expect((await rana.post(consents, { ...answer, granted: happens.holds })).status).toBe(201);
        return;
      }
      case 'recipient_agreed':
        return onCase('wishes/recipients', {
          reporter_id: reporterId,
          wish: happens.holds ? 'agreed' : 'taken_back',
        });
      case 'recipient_excluded':
        return onCase('wishes/recipients', {
          reporter_id: reporterId,
          said_by: this.brother,
          wish: happens.holds ? 'excluded' : 'taken_back',
        });
      case 'special_class':
        return onCase('special-classes', { class: 'defector', applies: happens.holds });
      case 'sought_wish':
        return onCase('wishes/sought-person', { wish: happens.is, note: 'Athartest' });
      case 'authenticity':
        expect((await assess(rana, sourceId, happens.is)).status).toBe(201);
        return;
      case 'contested': {
        if (happens.holds === (this.contest !== null)) return;
        if (happens.holds) {
          const body = { case_id: caseId, claim: 'this_is_false', told: 'Athartest' };
          const taken = await rana.post('/v1/contests', body);
          expect(taken.status).toBe(201);
          this.contest = taken.body.id;
          return;
        }
        const path = `/v1/contests/${this.contest}`;
        const step = async (by: typeof rana, end: string, body: object) => {
          const seen = (await by.get(path)).headers.get('etag') ?? '';
          expect((await by.post(`${path}/${end}`, body, { 'if-match': seen })).status).toBe(200);
        };
        await step(rana, 'identity-check', { identity: 'is_not_the_person', note: 'Athartest' });
        await step(salma, 'decision', { decision: 'refuse', note: 'Athartest' });
        this.contest = null;
      }
    }
  }
}

const gaps = { channel: null, trained_person: null, safety_plan_on: null };
const pathOf = { supervision: 'supervision', approval: 'approval', attempt: 'attempts' } as const;

/** Beginnings and outcomes that the two desks must have in common; what only steps of a case say differently is compared as done or refused. */
const comparable = (action: Action, outcome: Outcome) =>
  action.of === 'case' && outcome !== 'done' ? 'refused' : outcome;

async function runSequence(actions: readonly Action[]): Promise<void> {
  const scene = await anOpenCase(application, staff);
  expect((await assess(staff.rana, scene.sourceId)).status).toBe(201);
  const brother = await join(staff.rana, scene.reportId, tareq);
  const agreed = { reporter_id: scene.reporterId, wish: 'agreed' };
  expect((await staff.rana.post(`/v1/cases/${scene.caseId}/wishes/recipients`, agreed)).status).toBe(201);

  const desk = new Desk().inOrder();
  const real = new RealDesk(scene, brother);
  const acknowledged: string[] = [];
  let last: { key: string; action: Action } | null = null;
  for (const [place, action] of [...beginning, ...actions].entries()) {
    const key = `${scene.caseId}-${place}`;
    const expected: Outcome =
      action.of !== 'repeat' ? desk.act(key, action) : last ? desk.act(last.key, last.action) : 'nothing to repeat';
    const got = await real.act(key, action);
    expect([place, action, comparable(action, got)]).toEqual([place, action, comparable(action, expected)]);
    told.commands++;
    if (got === 'repeated') told.repeated++;
    else if (got === 'done') told.done++;
    else told.refused++;
    if (got !== 'done' || action.of === 'world' || action.of === 'repeat') continue;
    acknowledged.push(key);
    last = action.of === 'edit' ? null : { key, action };
  }
  expect(brokenInvariants(desk, acknowledged)).toEqual([]);
  await sameInDatabase(desk, real, scene.caseId);
}

/** Something to walk on from: a death that two people call corroborated, and a plan to tell it. */
const beginning: readonly Action[] = [
  {
    of: 'claim',
    by: 'rana',
    claim: 'died_in_custody',
    level: 'corroborated',
    legalStatus: 'none',
    withTestimony: true,
    replaces: false,
  },
  { of: 'review', by: 'omar', agrees: true },
  { of: 'plan', by: 'rana', complete: true },
];

/** I1, I3, I5 and I7 on what is stored. */
async function sameInDatabase(desk: Desk, real: RealDesk, caseId: string): Promise<void> {
  const rows: { id: string; state: string; revision: number; approved_by: string | null; proposed_by: string }[] =
    await sql('select * from disclosures where case_id = $1', caseId);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const names = new Map(Object.entries(staff.idOf).map(([name, id]) => [id, name as Name]));
  expect(
    real.disclosures.map((id) => {
      const row = byId.get(id)!;
      return [row.state, row.revision, names.get(row.proposed_by), names.get(row.approved_by ?? '') ?? null];
    }),
  ).toEqual(desk.disclosures.map((one) => [one.state, one.revision, one.proposedBy, one.approvedBy]));
  const [{ state }] = await sql('select state from cases where id = $1', caseId);
  expect(state).toBe(desk.case.state);

  const lines = desk.ledger.filter(({ thing }) => thing.startsWith('disclosure'));
  const events = await sql(
    `select e.* from disclosure_events e join disclosures d on d.id = e.disclosure_id where d.case_id = $1 order by e.at`,
    caseId,
  );
  expect(events.map((event: { to_state: string }) => event.to_state)).toEqual(lines.map(({ to }) => to));
  const [{ claims, reviews }] = await sql(
    `select (select count(*)::int from fate_claims where case_id = $1) as claims,
       (select count(*)::int from fate_reviews r join fate_claims f on f.id = r.claim_id where f.case_id = $1) as reviews`,
    caseId,
  );
  expect([claims, reviews]).toEqual([desk.claims.length, desk.claims.flatMap((claim) => claim.reviews).length]);
  // I5: one audit entry for each change, no more.
  const [{ entries }] = await sql(
    `select count(*)::int as entries from audit_entries
     where subject_id = any($1::text[]) and action like 'disclosure.%' and action <> 'disclosure.viewed' and outcome = 'done'`,
    real.disclosures,
  );
  expect(entries).toBe(events.length);
  // I7, in words of the database.
  const wrong = await sql(
    `select d.id from disclosures d where d.case_id = $1 and d.state in ('delivered', 'followed_up', 'declined_to_know')
       and (not exists (select 1 from disclosure_attempts a where a.disclosure_id = d.id)
         or not exists (select 1 from disclosure_events e join accounts a on a.id = e.account_id and a.role = 'disclosure_lead'
           where e.disclosure_id = d.id and e.to_state = 'approved' and e.account_id <> d.proposed_by))`,
    caseId,
  );
  expect(wrong).toEqual([]);
}

describe('the service and its database', () => {
  const seed = Number(process.env.FC_SEED ?? 20_261_122);
  afterAll(() => {
    process.stdout.write(
      `casework models, with a database: seed ${seed}, ${sequences} sequences, ${told.commands} commands ` +
        `(${told.done} acknowledged, ${told.refused} refused, ${told.repeated} repeated)\n`,
    );
  });

  it(`do in ${sequences} sequences of commands what the pure tables say, and store it once with its decision rows`, async () => {
    const walks = fc.sample(
      fc.array(fc.oneof(...anyAction([])), { minLength: longest / 2, maxLength: longest, size: 'max' }),
      { seed, numRuns: sequences },
    );
    for (const actions of walks) await runSequence(actions);
    expect(told.done).toBeGreaterThan(sequences * 5);
  });
});
