import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { Audit } from '../audit/audit.js';
import { holdStill } from '../fate-claims/hold-still.js';
import { CaseSpecialClass, RecipientWishRow, SoughtPersonWishRow } from './wish.entity.js';
import type { RecipientWishBody, SoughtPersonWishBody, SpecialClassBody } from './wish-bodies.js';

type WishTable = typeof RecipientWishRow | typeof SoughtPersonWishRow | typeof CaseSpecialClass;

export interface Wishes {
  recipients: RecipientWishRow[];
  soughtPerson: SoughtPersonWishRow[];
  specialClasses: CaseSpecialClass[];
}

/** Who may be told, what the sought person himself wants, and why somebody more has to look. The newest word counts, the earlier ones stay. */
@Injectable()
export class WishesService {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  /** Newest first. */
  list(actor: StaffActor, caseId: string): Promise<Wishes> {
    return this.acting.as(actor, async (manager) => {
      const newest = { where: { caseId }, order: { at: 'DESC', id: 'DESC' } } as const;
      const wishes = {
        recipients: await manager.find(RecipientWishRow, newest),
        soughtPerson: await manager.find(SoughtPersonWishRow, newest),
        specialClasses: await manager.find(CaseSpecialClass, newest),
      };
      await this.audit.record(manager, actor, {
        action: 'wishes.listed',
        subjectKind: 'case',
        subjectId: caseId,
        seen: wishes.recipients.map((row) => row.id),
      });
      return wishes;
    });
  }

  recipient(actor: StaffActor, caseId: string, key: string, body: RecipientWishBody) {
    const { reporter_id: reporterId, said_by: saidBy = reporterId, wish, note } = body;
    return this.write(actor, caseId, key, 'wishAboutRecipient', body, RecipientWishRow, async (manager) => {
      await requireReporters(manager, caseId, [reporterId, saidBy]);
      return { reporterId, saidBy, wish, note: note ?? null };
    });
  }

  soughtPerson(actor: StaffActor, caseId: string, key: string, body: SoughtPersonWishBody) {
    return this.write(actor, caseId, key, 'wishOfSoughtPerson', body, SoughtPersonWishRow, async () => body);
  }

  specialClass(actor: StaffActor, caseId: string, key: string, body: SpecialClassBody) {
    const row = { class: body.class, applies: body.applies, note: body.note ?? null };
    return this.write(actor, caseId, key, 'classifyCase', body, CaseSpecialClass, async () => row);
  }

  private write(
    actor: StaffActor,
    caseId: string,
    key: string,
    operation: string,
    body: unknown,
    table: WishTable,
    columnsOf: (manager: EntityManager) => Promise<object>,
  ): Promise<{ id: string; replayed: boolean }> {
    return this.acting.as(actor, (manager) =>
      this.idempotency.once(manager, actor, { key, operation: `${operation} ${caseId}`, body }, async (id) => {
        await holdStill(manager, caseId);
        await manager.insert(table, {
          ...(await columnsOf(manager)),
          id,
          caseId,
          organisationId: actor.organisationId,
          recordedBy: actor.id,
        });
        const action = { wishAboutRecipient: 'recipient', wishOfSoughtPerson: 'sought_person', classifyCase: 'class' }[
          operation
        ];
        await this.audit.record(manager, actor, {
          action: `wish.${action}`,
          subjectKind: 'case',
          subjectId: caseId,
          seen: [id],
        });
      }),
    );
  }
}

/** Only of people who report in this case. */
async function requireReporters(manager: EntityManager, caseId: string, ids: string[]): Promise<void> {
  const [{ found }]: { found: number }[] = await manager.query(
    `select count(*)::integer as found from reporters r join case_reports c on c.report_id = r.report_id
     where c.case_id = $1 and r.id = any($2::uuid[]) and r.removed_at is null`,
    [caseId, ids],
  );
  if (found < new Set(ids).size) throw new Denied({ action: 'wish.recipient', subjectKind: 'case', subjectId: caseId });
}
