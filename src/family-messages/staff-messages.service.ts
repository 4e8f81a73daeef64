import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { Audit } from '../audit/audit.js';
import { staffNames } from '../cases/staff-names.js';
import { Problem } from '../errors.js';
import { CaseKeys } from '../keys/case-keys.js';
import { KeyRingFile } from '../keys/key-ring-file.js';
import { AlteredFields } from '../reporters/altered-fields.js';
import { refuseWhileHidden } from '../reporters/contacts-hidden.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { checkDigests, groupedCheckCode, newCheckCode } from './check-code.js';
import { FamilyMessage } from './family-message.entity.js';
import type { MessageBody, MessageView } from './message-bodies.js';
import { languageOfPages, messageText } from './message-words.js';
import { refusedText } from './refused-text.js';
import { openMessage, sealMessage } from './sealed-message.js';

/**
 * What staff write to the people of a report, and what these answer. Read without a reveal: it is correspondence. Whoever wants to be told gets a notice that says
 * nothing (a trigger writes it).
 */
@Injectable()
export class StaffMessages {
  constructor(
    private readonly fields: AlteredFields,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly caseKeys: CaseKeys,
    private readonly keys: KeyRingFile,
  ) {}

  /** Newest first. @throws Problem contacts.hidden */
  list(actor: StaffActor, reportId: string, page: { limit: number; cursor?: string }) {
    const entry = { action: 'family_messages.listed', subjectKind: 'report', subjectId: reportId };
    const after = decodeCursor(page.cursor, ['time', 'id']);
    return this.fields.as(actor, entry, async (manager) => {
      await refuseWhileHidden(manager, actor, reportId);
      const query = manager
        .createQueryBuilder(FamilyMessage, 'message')
        .where('message.reportId = :reportId', { reportId })
        .orderBy({ 'message.writtenAt': 'DESC', 'message.id': 'DESC' })
        .limit(page.limit + 1);
      if (after)
        query.andWhere('(message.writtenAt, message.id) < (cast(:at as timestamptz), cast(:id as uuid))', {
          at: after[0],
          id: after[1],
        });
      const found = await query.getMany();
      const shown = found.slice(0, page.limit);
      const items = await this.views(manager, reportId, shown);
      await this.audit.record(manager, actor, { ...entry, seen: shown.map(({ id }) => id) });
      const last = shown.at(-1);
      return {
        items,
        next: found.length > page.limit && last ? encodeCursor([last.writtenAt.toISOString(), last.id]) : null,
      };
    });
  }

  /** @throws Problem contacts.hidden, message.paused, message.refused with each word that is not written, request.invalid (reporter.unknown) */
  write(actor: StaffActor, key: string, reportId: string, body: MessageBody) {
    const entry = { action: 'family_message.sent', subjectKind: 'report', subjectId: reportId };
    return this.fields.as(actor, entry, async (manager) => {
      const request = { key, operation: 'writeToFamily', body: { reportId, ...body } };
      const { id, replayed } = await this.idempotency.once(manager, actor, request, async (id) => {
        await refuseWhileHidden(manager, actor, reportId);
        await refuseWhileHeld(manager, reportId);
        const language = await languageOf(manager, reportId, body.reporter_id);
        const refused = body.text === undefined ? [] : await refusedText(manager, reportId, body.text);
        if (refused.length > 0) throw new Problem('message.refused', undefined, refused);
        const code = newCheckCode();
        const place = { id, reporterId: body.reporter_id, organisationId: actor.organisationId };
        const secret = await this.caseKeys.forSealing(manager, reportId, actor.organisationId);
        await manager.insert(FamilyMessage, {
          ...place,
          reportId,
          direction: 'to_family',
          template: body.template,
          language,
          text: body.text === undefined ? null : sealMessage(secret, place, 'text', body.text),
          checkCode: sealMessage(secret, place, 'check_code', code),
          writtenBy: actor.id,
        });
        await manager.query(
          `insert into message_checks (digest, message_id, organisation_id, written_on)
           select $1, id, organisation_id, (written_at at time zone 'UTC')::date from family_messages where id = $2`,
          [checkDigests(this.keys.current(), code)[0], id],
        );
        await this.audit.record(manager, actor, {
          ...entry,
          subjectKind: 'family_message',
          subjectId: id,
          reason: body.template,
        });
      });
      const message = await manager.findOneBy(FamilyMessage, { id, reportId });
      // Answered again after the person was removed, and his messages with him.
      if (!message) throw new Denied(entry);
      const [view] = await this.views(manager, reportId, [message]);
      return { view, replayed };
    });
  }

  private async views(manager: EntityManager, reportId: string, messages: FamilyMessage[]): Promise<MessageView[]> {
    const key = messages.length > 0 ? await this.caseKeys.forOpening(manager, reportId) : null;
    const named = await staffNames(
      manager,
      messages.map(({ writtenBy }) => writtenBy),
    );
    return messages.map((message) => {
      const open = (column: 'text' | 'check_code', sealed: Buffer | null) =>
        sealed === null || key === null ? null : openMessage(key, message, column, sealed);
      const text = open('text', message.text);
      const code = open('check_code', message.checkCode);
      const { template, language } = message;
      return {
        id: message.id,
        reporter_id: message.reporterId,
        direction: message.direction,
        template,
        text,
        shown: template && language ? messageText(language, template, text) : null,
        check_code: code === null ? null : groupedCheckCode(code),
        written_by: named(message.writtenBy),
        written_at: message.writtenAt.toISOString(),
      };
    });
  }
}

/** R13: while the case is held, nothing goes to whoever may be holding the telephone, whoever writes it. */
async function refuseWhileHeld(manager: EntityManager, reportId: string): Promise<void> {
  const held: unknown[] = await manager.query(
    `select 1 from case_reports r join cases c on c.id = r.case_id
     where r.report_id = $1 and (c.contacts_hidden or c.state = 'safety_hold' or 'safety_hold' = any(c.state_before))`,
    [reportId],
  );
  if (held.length > 0) throw new Problem('message.paused');
}

async function languageOf(manager: EntityManager, reportId: string, reporterId: string) {
  const [reporter]: { language: string | null }[] = await manager.query(
    'select language from reporters where id = $1 and report_id = $2 and removed_at is null for share',
    [reporterId, reportId],
  );
  if (reporter) return languageOfPages(reporter.language);
  throw new Problem('request.invalid', undefined, [
    { pointer: '/reporter_id', code: 'reporter.unknown', message: 'Nobody of this report has this id.' },
  ]);
}
