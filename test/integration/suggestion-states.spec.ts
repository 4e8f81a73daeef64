import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { type SuggestionState, suggestionStates, transitions } from '../../src/suggestions/transitions.js';
import { signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { caseworkOf } from '../support/casework.js';
import { attempt, type Query, withinTransaction } from '../support/catalogue/acting-roles.js';

jest.setTimeout(180_000);

let application: TestApplication;
let owner: pg.Client;
let acting: ReturnType<typeof withinTransaction>;
let suggestionId: string;
let organisation: string;
/** Proposed it; and read it as the second. */
let first: string;
let second: string;

beforeAll(async () => {
  application = await startApplication();
  const rana = await signIn(application.url, application.accounts[0]);
  const casework = caseworkOf(application, rana);
  const him = aMan(0);
  const reportId = await casework.file(him.report());
  await casework.importRows([him.row()]);
  suggestionId = (await casework.suggestionsOf(reportId))[0].id;
  const people = await application.dataSource.query(
    `select id, organisation_id from accounts where login = any($1) order by array_position($1, login)`,
    [application.accounts.slice(0, 2).map(({ login }) => login)],
  );
  [first, second] = people.map(({ id }: { id: string }) => id);
  organisation = people[0].organisation_id;
  await Promise.all([application.api.stop(), application.worker?.stop()]);
  owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await owner.connect();
  acting = withinTransaction(owner);
});
afterAll(async () => {
  await owner?.end();
  await application?.stop();
});

describe('the database', () => {
  it('has the same table of states as the program, row by row', async () => {
    const rows = await acting.query(
      'select from_state as "from", to_state as "to", moved_by as "by" from suggestion_transitions',
    );
    const inOrder = (ways: readonly { from: string; to: string; by: string }[]) =>
      ways.map(({ from, to, by }) => `${from} ${to} ${by}`).sort();
    expect(inOrder(rows)).toEqual(inOrder(transitions));
  });

  const roles = [
    { role: 'athar_api', may: ['people', 'undo', 'withholding'] },
    { role: 'athar_worker', may: ['scoring', 'withholding'] },
    { role: null, may: ['people', 'undo', 'scoring', 'withholding'] },
  ] as const;

  it.each(roles)('lets $role move a suggestion by its table and in no other way', async ({ role, may }) => {
    const wrong: string[] = [];
    let moved = 0;
    await acting.query('begin');
    for (const decidedAgo of ['1 second', '1 minute'])
      for (const from of suggestionStates)
        for (const to of suggestionStates) {
          if (from === to) continue;
          const mayGo = transitions.some(
            (way) =>
              way.from === from &&
              way.to === to &&
              (may as readonly string[]).includes(way.by) &&
              (way.by !== 'undo' || decidedAgo === '1 second'),
          );
          const answer = await attempt(acting.query, async () => {
            await standsAt(acting.query, from, to, decidedAgo);
            const go = (query: Query) => move(query, from, to, role === 'athar_worker');
            if (role === null) return go(acting.query);
            return acting.actAs(role, { organisation, actor: first, role: 'supervisor' }, go);
          });
          if (Array.isArray(answer)) moved += answer.length;
          const went = Array.isArray(answer) && answer.length === 1;
          if (went !== mayGo) wrong.push(`${from} to ${to}, decided ${decidedAgo} ago: ${JSON.stringify(answer)}`);
        }
    await acting.query('rollback');
    expect(wrong).toEqual([]);
    expect(moved).toBeGreaterThan(10);
  });

  it('lets nobody begin with a decision, nor the worker write what people write', async () => {
    await acting.query('begin');
    const begins = await attempt(acting.query, () =>
      acting.query(
        `insert into suggestions select (jsonb_populate_record(s, jsonb_build_object('id', $2::text, 'state', 'rejected', 'decision_reasons', '{age}'::text[],
           'report_id', $3::text))).* from suggestions s where id = $1`,
        [suggestionId, randomUUID(), randomUUID()],
      ),
    );
    expect(begins).toEqual({ refused: '23514' });
    for (const column of [
      'evidence',
      'proposed_by',
      'decided_by',
      'decision_reasons',
      'decided_on',
      'before_decision',
    ]) {
      const written = await attempt(acting.query, () =>
        acting.actAs('athar_worker', { organisation }, (query) =>
          query(`update suggestions set ${column} = null where id = $1`, [suggestionId]),
        ),
      );
      expect({ column, written }).toEqual({ column, written: { refused: '42501' } });
    }
    await acting.query('rollback');
  });
});

/** Brings the suggestion to a state past the trigger, with everything written that a state needs; a second reader has found it the same person. */
async function standsAt(query: Query, state: SuggestionState, to: SuggestionState, decidedAgo: string): Promise<void> {
  await query('alter table suggestions disable trigger suggestions_move');
  await query(
    `update suggestions set state = 'proposed', proposed_by = $2, proposed_at = now() - $4::interval, proposed_revision = revision, evidence = 'Agrees',
       decided_by = $3, decided_at = now() - $4::interval, decision_reasons = '{age}'
     where id = $1`,
    [suggestionId, first, second, decidedAgo],
  );
  await query(
    `insert into suggestion_opinions (id, suggestion_id, organisation_id, proposed_revision, account_id, opinion, blind)
     select gen_random_uuid(), id, organisation_id, proposed_revision, $2, 'same', false from suggestions where id = $1`,
    [suggestionId, second],
  );
  const withheld = state === 'suppressed';
  await query('update suggestions set state = $2, suppressed_from = $3, suppressed_for = $4 where id = $1', [
    suggestionId,
    state,
    withheld ? to : null,
    withheld ? ['consent'] : [],
  ]);
  await query('alter table suggestions enable trigger suggestions_move');
}

function move(query: Query, from: SuggestionState, to: SuggestionState, byWorker: boolean): Promise<unknown[]> {
  const withheld = to === 'suppressed';
  const people = byWorker ? '' : `, decided_by = '${to === 'confirmed' ? second : first}'`;
  return query(
    `update suggestions set state = $2, suppressed_from = $3, suppressed_for = $4${people} where id = $1 returning id`,
    [suggestionId, to, withheld ? from : null, withheld ? ['consent'] : []],
  );
}
