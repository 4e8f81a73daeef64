import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { personDigest, suppressionDigest } from '../consents/suppression-digest.js';
import { CaseKeys } from '../keys/case-keys.js';
import { type DataKey, sealField } from '../keys/field-encryption.js';
import { KeyRingFile } from '../keys/key-ring-file.js';
import { Reporter, ReporterContact, ReporterIdentity } from './reporter.entity.js';
import type { ContactBody, ReporterBody } from './reporter-body.js';
import { contactPlace, namePlace, sealedContactFields } from './sealed-columns.js';

type Owner = Pick<Reporter, 'id' | 'reportId' | 'organisationId'>;

/** Stores who reports: answers in clear, name and contacts sealed. Everything happens in the caller's transaction. */
@Injectable()
export class ReporterStore {
  constructor(
    private readonly caseKeys: CaseKeys,
    private readonly keys: KeyRingFile,
  ) {}

  /** @param sought what the report tells of the sought person: by that and by who tells it, a withdrawn report is known again */
  async add(manager: EntityManager, owner: Owner, body: ReporterBody, sought: unknown): Promise<void> {
    const person = personDigest(this.keys.current(), owner.organisationId, body);
    await manager.insert(Reporter, {
      ...owner,
      revision: 1,
      ...answerColumns(body),
      personDigest: person,
      suppressionDigests: [suppressionDigest(this.keys.current(), person, sought)],
    });
    await this.seal(manager, owner, body);
  }

  /** Who this is became known better. */
  async putPerson(manager: EntityManager, owner: Owner, body: ReporterBody, sought: unknown): Promise<void> {
    const person = personDigest(this.keys.current(), owner.organisationId, body);
    await manager.query('update reporters set person_digest = $2 where id = $1', [owner.id, person]);
    await this.keepTelling(manager, owner.reportId, sought);
  }

  /** The report is told anew, or by somebody who is known better now: a withdrawal will have to know this telling too. */
  async keepTelling(manager: EntityManager, reportId: string, sought: unknown): Promise<void> {
    const reporters: { id: string; person: Buffer }[] = await manager.query(
      // Whoever told it through an organisation is not known to us by anything, and so not known again either.
      'select id, person_digest as person from reporters where report_id = $1 and removed_at is null and person_digest is not null',
      [reportId],
    );
    for (const { id, person } of reporters) {
      await manager.query(
        `update reporters set suppression_digests = suppression_digests || $2::bytea
         where id = $1 and not $2::bytea = any(suppression_digests)`,
        [id, suppressionDigest(this.keys.current(), person, sought)],
      );
    }
  }

  /** Replaces the name; undefined removes it. */
  async putName(manager: EntityManager, owner: Owner, name: string | undefined): Promise<void> {
    await manager.delete(ReporterIdentity, { reporterId: owner.id });
    await this.seal(manager, owner, { name });
  }

  /** Replaces all contacts. */
  async putContacts(manager: EntityManager, owner: Owner, contacts: ContactBody[] | undefined): Promise<void> {
    await manager.delete(ReporterContact, { reporterId: owner.id });
    await this.seal(manager, owner, { contacts });
  }

  private async seal(
    manager: EntityManager,
    owner: Owner,
    { name, contacts = [] }: Pick<ReporterBody, 'name' | 'contacts'>,
  ): Promise<void> {
    if (name === undefined && contacts.length === 0) return;
    const { id: reporterId, organisationId } = owner;
    const key = await this.caseKeys.forSealing(manager, owner.reportId, organisationId);
    if (name !== undefined) {
      const sealed = sealField(key, namePlace(organisationId, reporterId), name);
      await manager.insert(ReporterIdentity, { reporterId, organisationId, name: sealed });
    }
    if (contacts.length > 0) {
      const rows = contacts.map((contact, position) => sealContact(key, owner, contact, position));
      await manager.insert(ReporterContact, rows);
    }
  }
}

function sealContact(key: DataKey, { id: reporterId, organisationId }: Owner, contact: ContactBody, position: number) {
  const row = { id: randomUUID(), reporterId, organisationId };
  const [value, safeTimes, whoMayAnswer, codeWord, instructions] = sealedContactFields.map((field) => {
    const text = contact[field];
    return text === undefined ? null : sealField(key, contactPlace(row, field), text);
  });
  return {
    ...row,
    position,
    kind: contact.kind,
    value: value!,
    safeTimes,
    whoMayAnswer,
    codeWord,
    instructions,
    mayLeaveMessage: contact.may_leave_message ?? null,
    preferredLanguage: contact.preferred_language ?? null,
  };
}

/** What stands in clear: none of it says who the person is. */
export function answerColumns(body: ReporterBody) {
  return {
    relationship: body.relationship,
    isClosestRelative: body.is_closest_relative ?? null,
    language: body.language,
    country: body.country ?? null,
    underThreat: body.under_threat ?? null,
    informsOthersHimself: body.informs_others_himself ?? null,
    filingMode: body.filing_mode,
    helperTyped: body.helper_typed ?? null,
  };
}
