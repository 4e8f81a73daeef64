import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting, Denied } from '../../access/acting.js';
import type { StaffActor } from '../../access/actor.js';
import { reaches } from '../../access/object-checks.js';
import { Audit } from '../../audit/audit.js';
import { Problem } from '../../errors.js';
import { Doorbell } from '../../jobs/doorbell.js';
import { markDue } from '../../jobs/due-marks.js';
import type { DueTask } from '../../jobs/job-list.js';
import { wrongState } from '../find-import.js';
import { Import } from '../import.entity.js';

/** Why a file is refused may tell what comparing found: whoever sent it is told only this. */
const toldToSender = 'The organisation that runs the service took it back.';

/** Supervisors of the organisation that runs the service look at suspicious files, whoever sent them. Two let one go on; one can refuse it. */
@Injectable()
export class ReleaseSteps {
  constructor(
    private readonly acting: Acting,
    private readonly doorbell: Doorbell,
    private readonly audit: Audit,
  ) {}

  /** Those that wait, oldest first, at most a hundred. */
  waiting(actor: StaffActor): Promise<Import[]> {
    return this.acting.as(actor, async (manager) => {
      const rows = await suspicious(manager)
        .andWhere(
          "import.releasedAt is null and import.refusedBy is null and import.state in ('held_back', 'queued', 'running', 'done', 'cancelled')",
        )
        .orderBy({ 'import.createdAt': 'ASC', 'import.id': 'ASC' })
        .limit(100)
        .getMany();
      await this.audit.record(manager, actor, {
        action: 'quarantine.listed',
        subjectKind: 'import',
        seen: rows.map(({ id }) => id),
      });
      return rows;
    });
  }

  /** The first person asks, a second one confirms by the same call. @throws Problem import.own, import.second_person, import.wrong_state */
  async release(actor: StaffActor, id: string, reason: string): Promise<Import> {
    const { row, task } = await this.acting.as(actor, async (manager) => {
      const found = await this.find(manager, actor, id, 'import.release-asked');
      if (found.releasedAt !== null || !['held_back', 'queued', 'running', 'done', 'cancelled'].includes(found.state))
        throw wrongState(found);
      if (found.releaseAskedBy === actor.id) throw new Problem('import.second_person');
      const second = found.releaseAskedBy !== null;
      const goesOn = second && found.state === 'held_back';
      await manager.update(
        Import,
        { id },
        {
          // Only what the sender may know of changes the revision that he sees: after the run he is told nothing.
          revision: found.state === 'held_back' ? found.revision + 1 : found.revision,
          ...(second
            ? { releasedBy: actor.id, releasedAt: new Date() }
            : { releaseAskedBy: actor.id, releaseReason: reason }),
          ...(goesOn ? { state: 'queued' as const } : {}),
        },
      );
      const next: DueTask | null = goesOn ? 'imports.run' : second ? 'imports.judge' : null;
      if (next) await markDue(manager, next, found.organisationId, [{ id, revision: 1 }]);
      return this.decided(manager, actor, id, second ? 'import.released' : 'import.release-asked', next);
    });
    if (task) await this.doorbell.ring(task, [id]);
    return row;
  }

  /** Nothing of it is stored, or what is stored is taken back for good. @throws Problem import.own, import.wrong_state */
  async refuse(actor: StaffActor, id: string, reason: string): Promise<Import> {
    const { row, task } = await this.acting.as(actor, async (manager) => {
      const found = await this.find(manager, actor, id, 'import.refused');
      if (found.releasedAt !== null || !['held_back', 'queued', 'running', 'done', 'cancelled'].includes(found.state))
        throw wrongState(found);
      const stored = found.rowsDone > 0;
      await manager.update(
        Import,
        { id },
        {
          revision: found.revision + 1,
          state: stored ? 'reverting' : 'cancelled',
          refusedBy: actor.id,
          releaseReason: reason,
          ...(stored
            ? {
                revertAskedBy: actor.id,
                revertAskedAt: new Date(),
                revertReason: toldToSender,
                revertConfirmedBy: null,
                undone: null,
              }
            : {}),
        },
      );
      if (stored) await markDue(manager, 'imports.revert', found.organisationId, [{ id, revision: 1 }]);
      return this.decided(manager, actor, id, 'import.refused', stored ? 'imports.revert' : null);
    });
    if (task) await this.doorbell.ring(task, [id]);
    return row;
  }

  private async find(manager: EntityManager, actor: StaffActor, id: string, action: string): Promise<Import> {
    const row = await suspicious(manager).andWhere('import.id = :id', { id }).setLock('pessimistic_write').getOne();
    if (!row) throw new Denied({ action, subjectKind: 'import', subjectId: id });
    if (row.refusedBy !== null) throw wrongState(row);
    if (await isTheirs(manager, actor, [row.createdBy, row.confirmedBy])) throw new Problem('import.own');
    return row;
  }

  private async decided(
    manager: EntityManager,
    actor: StaffActor,
    id: string,
    action: string,
    task: DueTask | null,
  ): Promise<{ row: Import; task: DueTask | null }> {
    const row = await manager.findOneByOrFail(Import, { id });
    await this.audit.record(manager, actor, { action, subjectKind: 'import', subjectId: id });
    return { row, task };
  }
}

/** Handed in or confirmed by the person, or by a program with a key that the person made. */
async function isTheirs(manager: EntityManager, actor: StaffActor, by: (string | null)[]): Promise<boolean> {
  if (by.includes(actor.id)) return true;
  const keys: unknown[] = await manager.query(
    'select 1 from partner_keys where id = any($1::uuid[]) and created_by = $2',
    [by.filter((id) => id !== null), actor.id],
  );
  return keys.length > 0;
}

const suspicious = (manager: EntityManager) =>
  manager.createQueryBuilder(Import, 'import').where(reaches.suspicious_import.condition);
