import type { DataSource } from 'typeorm';
import { mayCall, policies } from '../../../src/access/policies.js';
import type { Cell } from './cells.js';

/** The time of the database, as audit entries have it. */
export async function auditClock(dataSource: DataSource): Promise<string> {
  const [{ now }] = await dataSource.query(
    `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`,
  );
  return now;
}

/**
 * Cells in which somebody who is known was told that there is nothing, and no entry of the audit trail since then says so: who, which
 * operation, and about what if the operation itself is one that he may call.
 */
export async function unwrittenRefusals(dataSource: DataSource, cells: Cell[], since: string): Promise<Cell[]> {
  const rows: { line: string }[] = await dataSource.query(
    `select distinct concat_ws(' ', actor_id, operation, subject_id) as line from audit_entries where outcome = 'denied' and at >= $1`,
    [since],
  );
  const written = new Set(rows.map(({ line }) => line));
  return cells
    .filter(({ outcome, caller }) => outcome === 'missing' && caller.is)
    .filter(({ operation, caller, ids }) => {
      const policy = policies[operation.key];
      const about = policy.object && mayCall(policy, caller.is!) ? ids[policy.object.param] : undefined;
      return !written.has([caller.is?.id, operation.key, about].filter(Boolean).join(' '));
    });
}
