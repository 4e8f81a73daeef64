import type { EntityManager } from 'typeorm';
import { clearDue } from '../jobs/due-marks.js';
import type { DueSubject, DueTask } from '../jobs/job-list.js';
import { importsEnded } from '../metrics/metric-list.js';
import type { Import } from './import.entity.js';
import { storableJson } from './storable-json.js';

type Facts = Readonly<Record<string, string | number>>;

/** The work on this import ends here, for a reason that its sender is told. What a person changed meanwhile stands. */
export async function failImport(
  manager: EntityManager,
  task: DueTask,
  subject: DueSubject,
  row: Import,
  code: string,
  facts: Facts = {},
): Promise<void> {
  await manager.query(
    `update imports set state = 'failed', failure_code = $4, failure_facts = $5, revision = revision + 1, finished_at = now()
     where id = $1 and state = $2 and revision = $3`,
    [row.id, row.state, row.revision, code, storableJson(facts)],
  );
  await clearDue(manager, task, [subject]);
  importsEnded.inc({ outcome: 'failed' });
}

/** Somebody changed the import, or another worker went on with it, while this one was at it: its mark stays for whoever works on it now. */
export class ImportTakenOver extends Error {}
