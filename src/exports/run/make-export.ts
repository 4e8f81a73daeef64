import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { forOrganisation } from '../../database/for-organisation.js';
import { clearDue } from '../../jobs/due-marks.js';
import type { DueSubject, TaskHandler } from '../../jobs/job-list.js';
import { Export } from '../export.entity.js';
import { expectedOf, membersOf, scopeParameters } from '../export-scope.js';
import { holdFeed } from '../feed/hold-feed.js';
import { membersAfter } from '../given-members.js';
import { withheldTexts } from '../withhold-labels.js';

/** How long it can be fetched. */
const days = 7;
/** Read at a time. */
const pageSize = 500;

/** Notes who is in an export that two people agreed on. One transaction: killed, it is done again from the beginning. */
@Injectable()
export class MakeExport implements TaskHandler {
  readonly task = 'exports.make';

  constructor(private readonly dataSource: DataSource) {}

  async handle(organisationId: string, due: DueSubject[]): Promise<void> {
    for (const subject of due) {
      await forOrganisation(this.dataSource, organisationId, async (manager) => {
        const row = await manager.findOne(Export, { where: { id: subject.id }, lock: { mode: 'pessimistic_write' } });
        if (row?.state === 'confirmed') await make(manager, row);
        await clearDue(manager, this.task, [subject]);
      });
    }
  }
}

async function make(manager: EntityManager, row: Export): Promise<void> {
  // Whoever follows a withdrawal is done before, or finds the items.
  await holdFeed(manager, row.organisationId);
  await manager.query(
    `insert into export_items (export_id, record_id, organisation_id)
     select $5, id, $1 from (${membersOf[row.kind]}) members`,
    [...scopeParameters(row), row.id],
  );
  const withheld = await countWithheld(manager, row);
  const { without_consent } = await expectedOf(manager, row);
  await manager.query(
    `update exports set state = 'made', made_at = now(), available_until = now() + $2 * interval '1 day', without_consent = $3, withheld_texts = $4,
       records = (select count(*) from export_items where export_id = $1)
     where id = $1`,
    [row.id, days, without_consent, withheld],
  );
}

/** In how many texts a label of a source, or its name, was left out (R24). */
async function countWithheld(manager: EntityManager, row: Export): Promise<number> {
  let count = 0;
  for (let after: string | null = '00000000-0000-0000-0000-000000000000'; after !== null; ) {
    const page: Awaited<ReturnType<typeof membersAfter>> = await membersAfter(manager, row, after, pageSize);
    count += page.members.reduce((sum, { person }) => sum + withheldTexts(person), 0);
    after = page.last;
  }
  return count;
}
