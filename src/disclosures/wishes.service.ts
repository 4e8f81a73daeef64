import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { Audit } from '../audit/audit.js';
import { holdStill } from '../fate-claims/hold-still.js';
import { CaseExchangeWord, CaseSpecialClass, RecipientWishRow, SoughtPersonWishRow } from './wish.entity.js';
import type { ExchangeWordBody, RecipientWishBody, SoughtPersonWishBody, SpecialClassBody } from './wish-bodies.js';

type WishTable =
  | typeof RecipientWishRow
  | typeof SoughtPersonWishRow
  | typeof CaseSpecialClass
  | typeof CaseExchangeWord;

export interface Wishes {
  recipients: RecipientWishRow[];
  soughtPerson: SoughtPersonWishRow[];
  specialClasses: CaseSpecialClass[];
  exchange: { special: boolean; mayLeave: boolean; words: CaseExchangeWord[] };
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
        exchange: { ...(await exchangeOf(manager, caseId)), words: await manager.find(CaseExchangeWord, newest) },
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

  /** What it is about leaves, or is compared with partners' lists, only when two different people said so. */
  exchangeWord(actor: StaffActor, caseId: string, key: string, body: ExchangeWordBody) {
    return this.write(actor, caseId, key, 'sayExchange', body, CaseExchangeWord, async () => body);
  }

  private write(
    actor: StaffActor,
    caseId: string,
    key: string,
    operation: keyof typeof actionOf,
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
          ...(table === CaseExchangeWord ? { saidBy: actor.id } : { recordedBy: actor.id }),
        });
        await this.audit.record(manager, actor, {
          action: actionOf[operation],
          subjectKind: 'case',
          subjectId: caseId,
          seen: [id],
        });
      }),
    );
  }
}

const actionOf = {
  wishAboutRecipient: 'wish.recipient',
  wishOfSoughtPerson: 'wish.sought_person',
  classifyCase: 'wish.class',
  sayExchange: 'case.exchange-word',
} as const;

async function exchangeOf(manager: EntityManager, caseId: string): Promise<{ special: boolean; mayLeave: boolean }> {
  const [row]: { special: boolean; mayLeave: boolean }[] = await manager.query(
    'select is_special_case($1) as special, may_leave($1) as "mayLeave"',
    [caseId],
  );
  return row;
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
