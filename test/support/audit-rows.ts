import type { DataSource } from 'typeorm';

/** Where audit entries stand. */
export const auditTable = 'audit_entries';

export interface AuditRow {
  actorId: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  fields: string[];
  outcome: string;
}

/** Audit entries about one thing, oldest first. */
export function auditOf(dataSource: DataSource, subjectId: string, action: string): Promise<AuditRow[]> {
  return dataSource.query(
    `select actor_id as "actorId", action, subject_kind as "subjectKind", subject_id as "subjectId", fields, outcome
     from ${auditTable} where subject_id = $1 and action = $2 order by at`,
    [subjectId, action],
  );
}
