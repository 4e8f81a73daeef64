import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { StaffActor } from '../../src/access/actor.js';
import { inventStaff, putAccount } from '../../src/access/demonstration-accounts.js';
import { noteDeniedRead } from '../../src/alarms/raise-alarm.js';
import { openDataSource } from '../../src/database/data-source.js';

let dataSource: DataSource;
let actor: StaffActor;

beforeAll(async () => {
  dataSource = await openDataSource(process.env.DATABASE_URL!, [], 10);
  const [account] = inventStaff();
  await putAccount(dataSource, account, true);
  const [{ organisation_id: organisationId }] = await dataSource.query('select organisation_id from accounts limit 1');
  actor = { id: randomUUID(), organisationId } as StaffActor;
});
afterAll(() => dataSource.destroy());

const alarms = (id: string) => dataSource.query('select kind, times from alarms where actor_id = $1', [id]);
const deny = (who: StaffActor) => dataSource.transaction((manager) => noteDeniedRead(manager, who));

describe('R14: a person who tries one report after the other', () => {
  it('is noticed at the tenth refusal within ten minutes, and not at the ninth', async () => {
    for (let i = 0; i < 9; i++) await deny(actor);
    expect(await alarms(actor.id)).toEqual([]);
    await deny(actor);
    expect(await alarms(actor.id)).toEqual([{ kind: 'reads_outside_caseload', times: 1 }]);
  });

  it('gives one alarm that counts on, and the rows do not grow', async () => {
    for (let i = 0; i < 30; i++) await deny(actor);
    expect(await alarms(actor.id)).toEqual([{ kind: 'reads_outside_caseload', times: 31 }]);
    const [{ n }] = await dataSource.query('select count(*)::int as n from denied_reads where actor_id = $1', [
      actor.id,
    ]);
    expect(n).toBe(10);
  });

  it('is noticed also when all ten come at once', async () => {
    const fast = { ...actor, id: randomUUID() };
    await Promise.all(Array.from({ length: 10 }, () => deny(fast)));
    expect(await alarms(fast.id)).toEqual([{ kind: 'reads_outside_caseload', times: 1 }]);
  });

  it('but ten within a day are slips', async () => {
    const slow = { ...actor, id: randomUUID() };
    for (let i = 0; i < 15; i++) {
      await deny(slow);
      await dataSource.query("update denied_reads set at = at - interval '6 minutes' where actor_id = $1", [slow.id]);
    }
    expect(await alarms(slow.id)).toEqual([]);
  });
});
