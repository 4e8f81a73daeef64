import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Audit, type AuditEntry } from '../audit/audit.js';
import { CONFIG, type Config } from '../config.js';
import { Problem } from '../errors.js';
import { CaseKeys } from '../keys/case-keys.js';
import { type DataKey, openField, sealField } from '../keys/field-encryption.js';
import { AlteredFields } from './altered-fields.js';
import { contactsHidden } from './contacts-hidden.js';
import { readingsOf, refuseReading } from './readings.js';
import { Reporter, ReporterContact, ReporterIdentity, Reveal, type RevealableField } from './reporter.entity.js';
import type { RevealedView } from './reporter-view.js';
import { contactPlace, namePlace, reasonPlace } from './sealed-columns.js';

/** The budget is used up. Carries what the header Retry-After says, in seconds. */
export class BudgetExhausted extends Problem {
  constructor(readonly retryAfterSeconds: number) {
    super('budget.exhausted');
  }
}

type Outcome = { revealed: RevealedView } | { retryAfterSeconds: number };

/** Shows who a reporter is and how to reach one: for a reason, within a budget, and never without an audit entry (R7, R14). */
@Injectable()
export class Reveals {
  constructor(
    private readonly fields: AlteredFields,
    private readonly audit: Audit,
    private readonly caseKeys: CaseKeys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Opens the asked fields. The values, the row that the budget counts and the audit entry are of one transaction: none is without the others.
   * @throws BudgetExhausted, and Problem contacts.hidden (written down as refused), reporter.unreadable when what is stored is not what was sealed there
   */
  async reveal(
    actor: StaffActor,
    reportId: string,
    reporterId: string,
    fields: RevealableField[],
    reason: string,
  ): Promise<RevealedView> {
    const entry = { action: 'reporter.revealed', subjectKind: 'reporter', subjectId: reporterId, fields };
    const outcome = await this.fields.as(actor, entry, (manager) =>
      this.inOneTransaction(manager, actor, entry, { reportId, reporterId, fields, reason }),
    );
    if ('retryAfterSeconds' in outcome) throw new BudgetExhausted(outcome.retryAfterSeconds);
    return outcome.revealed;
  }

  private async inOneTransaction(
    manager: EntityManager,
    actor: StaffActor,
    entry: AuditEntry,
    asked: { reportId: string; reporterId: string; fields: RevealableField[]; reason: string },
  ): Promise<Outcome> {
    const { reportId, reporterId, fields, reason } = asked;
    // Locked, so that the person cannot be removed while he is shown.
    const reporter = await manager.findOne(Reporter, {
      where: { id: reporterId, reportId },
      lock: { mode: 'pessimistic_read' },
    });
    if (!reporter || reporter.removedAt) throw new Denied(entry);
    if (fields.includes('contacts') && (await contactsHidden(manager, actor, reportId)))
      throw new Denied(entry, 'contacts.hidden');
    const budget = { anHour: this.config.readsPerHour, aDay: this.config.readsPerDay };
    const verdict = await readingsOf(manager, actor, budget);
    if (!verdict.open) {
      const retryAfterSeconds = await refuseReading(manager, actor, budget, verdict.exhausted);
      await this.audit.record(manager, actor, { ...entry, outcome: 'refused', reason: 'budget_exhausted' });
      return { retryAfterSeconds };
    }
    const { organisationId } = reporter;
    const revealId = randomUUID();
    const key = await this.caseKeys.forSealing(manager, reportId, organisationId);
    const opened = await openFields(manager, key, reporter, fields);
    await manager.insert(Reveal, {
      id: revealId,
      organisationId,
      accountId: actor.id,
      reportId,
      reporterId,
      fields,
      reason: sealField(key, reasonPlace(organisationId, revealId), reason),
    });
    await this.audit.record(manager, actor, { ...entry, seen: [revealId] });
    return { revealed: { reveal_id: revealId, ...opened, left: verdict.left } };
  }
}

async function openFields(
  manager: EntityManager,
  key: DataKey,
  { id: reporterId, organisationId }: Reporter,
  fields: RevealableField[],
): Promise<Pick<RevealedView, 'name' | 'contacts'>> {
  const opened: Pick<RevealedView, 'name' | 'contacts'> = {};
  if (fields.includes('name')) {
    const identity = await manager.findOneBy(ReporterIdentity, { reporterId });
    opened.name = identity && openField(key, namePlace(organisationId, reporterId), identity.name);
  }
  if (fields.includes('contacts')) {
    const contacts = await manager.find(ReporterContact, { where: { reporterId }, order: { position: 'ASC' } });
    opened.contacts = contacts.map((contact) => openContact(key, contact));
  }
  return opened;
}

function openContact(key: DataKey, contact: ReporterContact): NonNullable<RevealedView['contacts']>[number] {
  const open = (field: Parameters<typeof contactPlace>[1], sealed: Buffer | null) =>
    sealed && openField(key, contactPlace(contact, field), sealed);
  return {
    id: contact.id,
    kind: contact.kind,
    value: openField(key, contactPlace(contact, 'value'), contact.value),
    safe_times: open('safe_times', contact.safeTimes),
    who_may_answer: open('who_may_answer', contact.whoMayAnswer),
    code_word: open('code_word', contact.codeWord),
    instructions: open('instructions', contact.instructions),
    may_leave_message: contact.mayLeaveMessage,
    preferred_language: contact.preferredLanguage,
  };
}
