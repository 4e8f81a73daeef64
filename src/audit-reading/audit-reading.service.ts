import { Injectable } from '@nestjs/common';
import { Acting } from '../access/acting.js';
import type { Actor } from '../access/actor.js';
import { Audit } from '../audit/audit.js';
import { AuditEntryRow } from '../audit/audit-entry.entity.js';
import { type EntryRow, entryRowColumns } from '../audit/canonical-entry.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { type AuditChainView, type AuditEntryView, type AuditFilter, auditEntryView } from './audit-view.js';
import { firstBroken } from './check-newest.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** As the entries write it, so that the order of the letters is the order of time. */
const moment = (text: string) => new Date(text).toISOString().replace('Z', '000Z');

/** Hashing so many takes a tenth of a second. */
const mostChecked = 5_000;

@Injectable()
export class AuditReadingService {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
  ) {}

  /** Entries of the own organisation, newest first. That they were read is the next entry. */
  list(actor: Actor, filter: AuditFilter): Promise<{ items: AuditEntryView[]; next: string | null }> {
    // A UUID is written down in small letters, however it was asked for.
    const subject =
      filter.subject_id && uuid.test(filter.subject_id) ? filter.subject_id.toLowerCase() : filter.subject_id;
    const [before] = decodeCursor(filter.cursor, ['rowNumber']) ?? [];
    return this.acting.as(actor, async (manager) => {
      const query = manager
        .createQueryBuilder(AuditEntryRow, 'entry')
        .where('entry.chainId = :chain', { chain: actor.organisationId })
        .orderBy('entry.seq', 'DESC')
        .limit(filter.limit + 1);
      if (before !== undefined) query.andWhere('entry.seq < :before', { before });
      if (subject) {
        const among = uuid.test(subject) ? ' or entry.seen @> array[cast(:subject as uuid)]' : '';
        query.andWhere(`(entry.subjectId = :subject${among})`, { subject });
      }
      if (filter.actor_id) query.andWhere('entry.actorId = :actor', { actor: filter.actor_id });
      if (filter.action) query.andWhere('entry.action = :action', { action: filter.action });
      if (filter.outcome) query.andWhere('entry.outcome = :outcome', { outcome: filter.outcome });
      if (filter.from) query.andWhere('entry.at collate "C" >= :from', { from: moment(filter.from) });
      if (filter.until) query.andWhere('entry.at collate "C" < :until', { until: moment(filter.until) });
      const rows = await query.getMany();
      const shown = rows.slice(0, filter.limit);
      await this.audit.record(manager, actor, {
        action: 'audit.read',
        subjectKind: 'audit_entry',
        subjectId: subject,
        fields: (['subject_id', 'actor_id', 'action', 'outcome', 'from', 'until'] as const).filter(
          (name) => filter[name],
        ),
      });
      const last = shown.at(-1);
      return {
        items: shown.map(auditEntryView),
        next: rows.length > filter.limit && last ? encodeCursor([Number(last.seq)]) : null,
      };
    });
  }

  /** The newest entries of the own organisation's chain, hashed anew. That somebody looked is the next entry. */
  checkChain(actor: Actor): Promise<AuditChainView> {
    return this.acting.as(actor, async (manager) => {
      const rows: EntryRow[] = await manager.query(
        `select * from (select ${entryRowColumns} from audit_entries where chain_id = $1 order by audit_entries.seq desc limit $2) newest
         order by newest.seq::bigint`,
        [actor.organisationId, mostChecked],
      );
      await this.audit.record(manager, actor, { action: 'audit.checked', subjectKind: 'audit_entry' });
      const from = Number(rows[0]?.seq ?? 1);
      return {
        checked_at: new Date().toISOString(),
        from,
        to: Number(rows.at(-1)?.seq ?? 0),
        whole: from === 1,
        broken_at: firstBroken(rows),
      };
    });
  }
}
