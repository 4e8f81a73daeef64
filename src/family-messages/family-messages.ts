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
import { type DataKey, FieldUnreadable } from '../keys/field-encryption.js';
import { KeyMissing } from '../keys/key-ring.js';
import { WrappedKeyAltered } from '../keys/wrapped-key.js';
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
  async list(actor: FamilyActor, language?: FamilyLanguage): Promise<MessageForFamily[]> {
    try {
      return await this.read(actor, language);
    } catch (error) {
      // Changed in the database, or under a key that is not there: staff who look are told more.
      if (error instanceof FieldUnreadable || error instanceof WrappedKeyAltered || error instanceof KeyMissing)
        throw new Problem('service.unavailable');
      throw error;
    }
  }

  private read(actor: FamilyActor, language?: FamilyLanguage): Promise<MessageForFamily[]> {
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

  /**
   * @param id of the form that it was typed in (a UUID): the same text sent twice with it, by a double tap or a line that broke, is one message
   * @throws Problem request.invalid (pointer /text), request.too_often
   */
  async write(actor: FamilyActor, text: string, id: string = randomUUID()): Promise<void> {
    const body = FamilyMessageBody.safeParse({ text });
    if (!body.success) throw validationProblem(body.error.issues);
    const intake = await this.intakeOf(actor);
    await this.acting.as(intake, async (manager) => {
      const key = await this.caseKeys.forSealing(manager, intake.reportId, intake.organisationId);
      if (await isWritten(manager, key, intake, id, body.data.text)) return;
      await refuseTooMany(manager, intake);
      // Another text with the id of a form that was sent: a page that was gone back to. Nothing is lost.
      const messageId = (await insert(manager, key, intake, id, body.data.text))
        ? id
        : await insertNew(manager, key, intake, body.data.text);
      await this.audit.record(manager, intake, {
        action: 'family_message.written',
        subjectKind: 'family_message',
        subjectId: messageId,
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

const ownPlace = ({ reporterId, organisationId }: IntakeActor, id: string) => ({ id, reporterId, organisationId });

/** Did this person send this very text with this id before? */
async function isWritten(manager: EntityManager, key: DataKey, intake: IntakeActor, id: string, text: string) {
  const [before]: { text: Buffer | null }[] = await manager.query(
    "select text from family_messages where id = $1 and direction = 'from_family'",
    [id],
  );
  return before?.text ? openMessage(key, ownPlace(intake, id), 'text', before.text) === text : false;
}

/** @returns whether the id was free */
async function insert(manager: EntityManager, key: DataKey, intake: IntakeActor, id: string, text: string) {
  const { organisationId, reportId, reporterId } = intake;
  const stored: unknown[] = await manager.query(
    `insert into family_messages (id, organisation_id, report_id, reporter_id, direction, text) values ($1, $2, $3, $4, 'from_family', $5)
     on conflict (id) do nothing returning id`,
    [id, organisationId, reportId, reporterId, sealMessage(key, ownPlace(intake, id), 'text', text)],
  );
  return stored.length > 0;
}

async function insertNew(manager: EntityManager, key: DataKey, intake: IntakeActor, text: string): Promise<string> {
  const id = randomUUID();
  await insert(manager, key, intake, id, text);
  return id;
}

async function refuseTooMany(manager: EntityManager, { reporterId }: IntakeActor): Promise<void> {
  const [{ written }]: { written: number }[] = await manager.query(
    `select count(*)::int as written from family_messages
     where reporter_id = $1 and direction = 'from_family' and written_at > now() - interval '24 hours'`,
    [reporterId],
  );
  if (written >= mostADay) throw new Problem('request.too_often', undefined, undefined, 86_400);
}
