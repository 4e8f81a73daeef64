import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { Audit } from '../audit/audit.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { CaseNote } from './case.entity.js';
import type { NoteView } from './case-views.js';
import { lockCase } from './lock-case.js';
import { staffNames } from './staff-names.js';
import { writeEvent } from './write-event.js';

/** What staff write down for each other. Never changed: whoever was wrong writes another one. */
@Injectable()
export class CaseNotes {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  add(actor: StaffActor, key: string, caseId: string, text: string): Promise<NoteView> {
    const entry = { action: 'case.note-added', subjectKind: 'case', subjectId: caseId };
    return this.acting.as(actor, async (manager) => {
      const request = { key, operation: 'addCaseNote', body: { caseId, text } };
      const { id } = await this.idempotency.once(manager, actor, request, async (noteId) => {
        await lockCase(manager, caseId, entry);
        const { organisationId, id: accountId } = actor;
        await manager.insert(CaseNote, { id: noteId, caseId, organisationId, accountId, text });
        await writeEvent(manager, actor, { caseId, kind: 'note_added', about: noteId });
        await this.audit.record(manager, actor, entry);
      });
      const [view] = await views(manager, [await manager.findOneByOrFail(CaseNote, { id })]);
      return view;
    });
  }

  /** Newest first. */
  list(actor: StaffActor, caseId: string, page: { limit: number; cursor?: string }) {
    const after = decodeCursor(page.cursor, ['time', 'id']);
    return this.acting.as(actor, async (manager) => {
      const query = manager
        .createQueryBuilder(CaseNote, 'note')
        .where('note.caseId = :caseId', { caseId })
        .orderBy({ 'note.at': 'DESC', 'note.id': 'DESC' })
        .limit(page.limit + 1);
      if (after)
        query.andWhere('(note.at, note.id) < (cast(:at as timestamptz), cast(:id as uuid))', {
          at: after[0],
          id: after[1],
        });
      const found = await query.getMany();
      const shown = found.slice(0, page.limit);
      const items = await views(manager, shown);
      await this.audit.record(manager, actor, {
        action: 'case.notes-listed',
        subjectKind: 'case',
        subjectId: caseId,
      });
      const last = shown.at(-1);
      return {
        items,
        next: found.length > page.limit && last ? encodeCursor([last.at.toISOString(), last.id]) : null,
      };
    });
  }
}

async function views(manager: EntityManager, notes: CaseNote[]): Promise<NoteView[]> {
  const named = await staffNames(
    manager,
    notes.map(({ accountId }) => accountId),
  );
  return notes.map((note) => ({
    id: note.id,
    by: named(note.accountId),
    at: note.at.toISOString(),
    text: note.text,
  }));
}
