import { Account, Agreement, IdempotencyKey, Organisation, Session } from './access/account.entity.js';
import { AuditEvent } from './audit/audit-event.entity.js';
import { Reporter } from './reporters/reporter.entity.js';
import { ReportMember, ReportRevision, Suppression } from './reports/report.entity.js';
import { workerEntities } from './worker.entities.js';

/** Every table of the record, one class each. The list is compared with the migrated database in the tests. */
export const appEntities = [
  ...workerEntities,
  Organisation,
  Agreement,
  Account,
  Session,
  IdempotencyKey,
  ReportMember,
  ReportRevision,
  Suppression,
  Reporter,
  AuditEvent,
];
