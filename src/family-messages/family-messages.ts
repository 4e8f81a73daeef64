import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { Acting } from '../access/acting.js';
import type { FamilyActor, IntakeActor } from '../access/actor.js';
import { Audit } from '../audit/audit.js';
import { caseworkParagraph } from '../bank-data.js';
import { Problem } from '../errors.js';
import type { FamilyLanguage } from '../family-languages.js';
import { CaseKeys } from '../keys/case-keys.js';
import { validationProblem } from '../problem-filter.js';
import { countRead } from '../receipts/count-read.js';
import { groupedCheckCode } from './check-code.js';
import type { MessageTemplate } from './family-message.entity.js';
import { messageText } from './message-words.js';
import { openMessage, sealMessage } from './sealed-message.js';

/** What a family writes to us: no numbers of accounts or cards (R11). */
export const FamilyMessageBody = z.strictObject({ text: caseworkParagraph(4000) });
/** More in a day than anybody has to say; a program that fills the table is slowed down. */
const mostADay = 50;

export interface MessageForFamily {
  id: string;
  from: 'us' | 'you';
  text: string;
  /** "7K3QX-9M2TB" of one of ours. */
  checkCode: string | null;
  /** The day (UTC). */
  writtenOn: string;
}

interface Row {
  id: string;
  reporterId: string;
  organisationId: string;
  template: MessageTemplate | null;
  language: FamilyLanguage | null;
  text: Buffer | null;
  checkCode: Buffer | null;
  writtenOn: string;
}

/** What the person of a receipt and staff write to each other, read in the family's own pages and nowhere else (security.md C6). */
@Injectable()
export class FamilyMessages {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
    private readonly caseKeys: CaseKeys,
  ) {}

  /**
   * Oldest first.
   * @param language of the page; without it, the person's when the message was written
   * @throws Problem request.too_often
   */
  list(actor: FamilyActor, language?: FamilyLanguage): Promise<MessageForFamily[]> {
    return this.acting.as(actor, async (manager) => {
      await countRead(manager, actor);
      const rows: Row[] = await manager.query(
        `select m.id, m.reporter_id as "reporterId", m.organisation_id as "organisationId", m.template, m.language, m.text,
           m.check_code as "checkCode", to_char(m.written_at at time zone 'UTC', 'YYYY-MM-DD') as "writtenOn"
         from family_messages m join receipts r on r.report_id = m.report_id and r.reporter_id = m.reporter_id
         where r.id = $1 order by m.written_at, m.id`,
        [actor.id],
      );
      const key = rows.length > 0 ? await this.caseKeys.forOpening(manager, actor.reportId) : null;
      await this.audit.record(manager, actor, {
        action: 'family_messages.read',
        subjectKind: 'report',
        subjectId: actor.reportId,
      });
      if (!key) return [];
      return rows.map((row) => {
        const open = (column: 'text' | 'check_code', sealed: Buffer | null) =>
          sealed === null ? null : openMessage(key, row, column, sealed);
        const text = open('text', row.text);
        const code = open('check_code', row.checkCode);
        return {
          id: row.id,
          from: row.template ? 'us' : 'you',
          text: row.template ? messageText(language ?? row.language ?? 'ar', row.template, text) : (text ?? ''),
          checkCode: code === null ? null : groupedCheckCode(code),
          writtenOn: row.writtenOn,
        };
      });
    });
  }

  /** @throws Problem request.invalid (pointer /text), request.too_often */
  async write(actor: FamilyActor, text: string): Promise<void> {
    const body = FamilyMessageBody.safeParse({ text });
    if (!body.success) throw validationProblem(body.error.issues);
    const intake = await this.intakeOf(actor);
    await this.acting.as(intake, async (manager) => {
      await refuseTooMany(manager, intake);
      const { organisationId, reportId, reporterId } = intake;
      const place = { id: randomUUID(), reporterId, organisationId };
      const key = await this.caseKeys.forSealing(manager, reportId, organisationId);
      await manager.query(
        `insert into family_messages (id, organisation_id, report_id, reporter_id, direction, text) values ($1, $2, $3, $4, 'from_family', $5)`,
        [place.id, organisationId, reportId, reporterId, sealMessage(key, place, 'text', body.data.text)],
      );
      await this.audit.record(manager, intake, {
        action: 'family_message.written',
        subjectKind: 'family_message',
        subjectId: place.id,
      });
    });
  }

  private async intakeOf(actor: FamilyActor): Promise<IntakeActor> {
    const [receipt]: { reporterId: string }[] = await this.acting.as(actor, (manager) =>
      manager.query('select reporter_id as "reporterId" from receipts where id = $1 and revoked_at is null', [
        actor.id,
      ]),
    );
    if (!receipt) throw new Problem('access.not_found');
    const { id, organisationId, reportId } = actor;
    return { kind: 'intake', role: 'intake', id, organisationId, reportId, reporterId: receipt.reporterId };
  }
}

async function refuseTooMany(manager: EntityManager, { reporterId }: IntakeActor): Promise<void> {
  const [{ written }]: { written: number }[] = await manager.query(
    `select count(*)::int as written from family_messages
     where reporter_id = $1 and direction = 'from_family' and written_at > now() - interval '24 hours'`,
    [reporterId],
  );
  if (written >= mostADay) throw new Problem('request.too_often', undefined, undefined, 86_400);
}
