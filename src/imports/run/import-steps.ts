import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting } from '../../access/acting.js';
import type { Actor } from '../../access/actor.js';
import { requireAgreement } from '../../administration/agreements.js';
import { Audit } from '../../audit/audit.js';
import { Problem } from '../../errors.js';
import { Doorbell } from '../../jobs/doorbell.js';
import { markDue } from '../../jobs/due-marks.js';
import { findImport, requireSeen, requireStep, wrongState } from '../find-import.js';
import { Import } from '../import.entity.js';
import type { ImportView } from '../import-view.js';
import { fullView } from '../imports.service.js';

const notReleased = { releaseAskedBy: null, releaseReason: null, releasedBy: null, releasedAt: null };

/** A person says that what was checked is to be stored, or that it is not. */
@Injectable()
export class ImportSteps {
  constructor(
    private readonly acting: Acting,
    private readonly doorbell: Doorbell,
    private readonly audit: Audit,
  ) {}

  /**
   * What the person saw in the check is what is stored. A suspicious file is held back until two people of the operator let it go on; one that was
   * cancelled in its run goes on where it was, whatever comparing found meanwhile: that it waited would tell its sender of it (security.md C7). Its
   * records stay out of sight, and what two people let go on was only the part that was stored by then. What the columns mean is remembered for the
   * next version of the list.
   * @throws Problem precondition.failed, import.wrong_state, agreement.missing, import.reports_by_staff_only
   */
  async run(actor: Actor, id: string, seen: number): Promise<ImportView> {
    const view = await this.acting.as(actor, async (manager) => {
      const row = await findImport(manager, actor, id, { lock: true, action: 'import.confirmed' });
      requireSeen(row, seen);
      const goesOn = row.state === 'cancelled' && row.rowsDone > 0;
      if (row.state !== 'checked' && !goesOn) throw wrongState(row);
      requireStep(row, 'queued');
      if (row.kind === 'reports' && actor.kind !== 'staff') throw new Problem('import.reports_by_staff_only');
      await requireAgreement(manager, actor.organisationId, 'import');
      const heldBack = !goesOn && !!row.quarantine?.length && row.releasedAt === null;
      const foundByComparing = goesOn && row.quarantine?.some(({ code }) => code.startsWith('matches.'));
      await manager.query(
        'update lists set mapping = imports.mapping from imports where imports.id = $1 and lists.id = list_id',
        [id],
      );
      await manager.update(
        Import,
        { id },
        {
          state: heldBack ? 'held_back' : 'queued',
          revision: row.revision + 1,
          confirmedBy: actor.id,
          confirmedAt: new Date(),
          ...(foundByComparing ? notReleased : {}),
        },
      );
      // A file that is held back is judged, so that somebody of the operator hears of it.
      await markDue(manager, heldBack ? 'imports.judge' : 'imports.run', actor.organisationId, [{ id, revision: 1 }]);
      return this.seen(manager, actor, id, 'import.confirmed');
    });
    await this.doorbell.ring(view.state === 'held_back' ? 'imports.judge' : 'imports.run', [id]);
    return view;
  }

  /** Before the run nothing is stored; in it what is stored stays, and can be run on or taken back. @throws Problem import.wrong_state */
  cancel(actor: Actor, id: string): Promise<ImportView> {
    return this.acting.as(actor, async (manager) => {
      const row = await findImport(manager, actor, id, { lock: true, action: 'import.cancelled' });
      requireStep(row, 'cancelled');
      if (row.state === 'reverting' || row.state === 'reverted') throw wrongState(row);
      await manager.update(Import, { id }, { state: 'cancelled', revision: row.revision + 1 });
      return this.seen(manager, actor, id, 'import.cancelled');
    });
  }

  private async seen(manager: EntityManager, actor: Actor, id: string, action: string): Promise<ImportView> {
    const view = await fullView(manager, actor, await findImport(manager, actor, id));
    await this.audit.record(manager, actor, { action, subjectKind: 'import', subjectId: id });
    return view;
  }
}
