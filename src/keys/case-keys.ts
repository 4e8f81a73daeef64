import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DataKey } from './field-encryption.js';
import { KeyMissing } from './key-ring.js';
import { KeyRingFile } from './key-ring-file.js';
import { type KeyOwner, unwrapKey, wrapKey } from './wrapped-key.js';

interface Row {
  id: string;
  organisationId: string;
  wrapped: Buffer;
  kekId: string;
}

/** One data key for each case: whoever gets hold of one reads one case, and destroying it erases one case, in backups too (R28). */
@Injectable()
export class CaseKeys {
  constructor(private readonly file: KeyRingFile) {}

  /** The key to seal with; made at the first need. It cannot be destroyed before the caller's transaction ends. */
  async forSealing(manager: EntityManager, reportId: string, organisationId: string): Promise<DataKey> {
    const owner: KeyOwner = { id: randomUUID(), reportId, organisationId };
    const { wrapped, kekId } = wrapKey(this.file.current(), owner, randomBytes(32));
    await manager.query(
      `insert into case_keys (id, report_id, organisation_id, wrapped, kek_id) values ($1, $2, $3, $4, $5)
       on conflict (report_id) where destroyed_at is null do nothing`,
      [owner.id, reportId, organisationId, wrapped, kekId],
    );
    const key = await this.read(manager, reportId, 'for share');
    if (!key) throw new Error('The key of a case was destroyed while it was made');
    return key;
  }

  /**
   * The key to open with, or null when the case has none (any more).
   * @throws KeyMissing when the ring lacks the key it is wrapped under
   * @throws WrappedKeyAltered when the row was changed in the database or belongs to another case
   */
  forOpening(manager: EntityManager, reportId: string): Promise<DataKey | null> {
    return this.read(manager, reportId, '');
  }

  /** Nothing that was sealed for the case can be read any more. Doing it twice is the same as once. */
  async destroy(manager: EntityManager, reportId: string): Promise<void> {
    await manager.query(
      'update case_keys set wrapped = null, destroyed_at = now() where report_id = $1 and destroyed_at is null',
      [reportId],
    );
  }

  private async read(manager: EntityManager, reportId: string, lock: 'for share' | ''): Promise<DataKey | null> {
    for (let again = false; ; again = true) {
      const [row]: Row[] = await manager.query(
        `select id, organisation_id as "organisationId", wrapped, kek_id as "kekId" from case_keys
         where report_id = $1 and destroyed_at is null ${lock}`,
        [reportId],
      );
      if (!row) return null;
      try {
        return { id: row.id, secret: unwrapKey(this.file.current(), { ...row, reportId }, row) };
      } catch (error) {
        // It was wrapped anew, and the older key-encryption key taken away, between the two steps: the row says so now.
        if (again || !(error instanceof KeyMissing)) throw error;
      }
    }
  }
}
