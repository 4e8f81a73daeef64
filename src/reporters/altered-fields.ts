import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting } from '../access/acting.js';
import type { IntakeActor, StaffActor } from '../access/actor.js';
import { raiseAlarm } from '../alarms/raise-alarm.js';
import { Audit, type AuditEntry } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { FieldUnreadable } from '../keys/field-encryption.js';
import { KeyMissing } from '../keys/key-ring.js';
import { WrappedKeyAltered } from '../keys/wrapped-key.js';

/** A sealed field opens only where it was sealed. Where one does not, somebody changed or exchanged rows in the database (C13). */
@Injectable()
export class AlteredFields {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
  ) {}

  /**
   * Like `Acting.as`, for work that opens or seals fields of a case. When one was altered, everything that was done is taken back, the
   * supervisor is told and the refusal is written down, in a transaction of its own.
   * @throws Problem reporter.unreadable, or service.unavailable when the key ring lacks a key: then it is the ring, not the row
   */
  async as<T>(
    actor: StaffActor | IntakeActor,
    entry: Omit<AuditEntry, 'outcome' | 'reason'> & { subjectId: string },
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.acting.as(actor, work);
    } catch (error) {
      if (error instanceof KeyMissing) throw new Problem('service.unavailable');
      if (!(error instanceof FieldUnreadable || error instanceof WrappedKeyAltered)) throw error;
      await this.acting.as(actor, async (manager) => {
        await raiseAlarm(manager, actor, 'sealed_field_altered', { kind: entry.subjectKind, id: entry.subjectId });
        await this.audit.record(manager, actor, { ...entry, outcome: 'refused', reason: 'sealed_field_altered' });
      });
      throw new Problem('reporter.unreadable');
    }
  }
}
