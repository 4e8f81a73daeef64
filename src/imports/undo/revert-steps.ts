import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Organisation } from '../../access/account.entity.js';
import { Acting } from '../../access/acting.js';
import type { Actor } from '../../access/actor.js';
import { Audit } from '../../audit/audit.js';
import { Problem } from '../../errors.js';
import { Doorbell } from '../../jobs/doorbell.js';
import { markDue } from '../../jobs/due-marks.js';
import { findImport, requireStep, wrongState } from '../find-import.js';
import { Import } from '../import.entity.js';
import type { ImportView } from '../import-view.js';
import { fullView } from '../imports.service.js';
import { daysToBringBack } from './forget-withdrawn.js';

/** Nobody asks any more for the import to be taken back. */
const nobodyAsks = {
  revertReason: null,
  revertAskedBy: null,
  revertAskedAt: null,
  revertConfirmedBy: null,
  revertedAt: null,
  undone: null,
};

/** A person takes an import back as a whole, or brings it back. The worker does it, and says when a second person has to say so too. */
@Injectable()
export class RevertSteps {
  constructor(
    private readonly acting: Acting,
    private readonly doorbell: Doorbell,
    private readonly audit: Audit,
  ) {}

  /** The same call by a second person confirms what the first one asked for. @throws Problem import.wrong_state, import.second_person */
  async revert(actor: Actor, id: string, reason: string): Promise<ImportView> {
    const view = await this.acting.as(actor, async (manager) => {
      const row = await findImport(manager, actor, id, { lock: true, action: 'import.revert-asked' });
      if (row.rowsDone === 0) throw wrongState(row);
      requireStep(row, 'reverting');
      if (row.state === 'reverted') throw wrongState(row);
      const waits = row.revertAskedBy !== null;
      if (waits && row.revertAskedBy === actor.id) throw new Problem('import.second_person');
      const state = !waits && (await isTwoPeoplesAnyway(manager, actor)) ? row.state : 'reverting';
      await manager.update(
        Import,
        { id },
        {
          state,
          revision: row.revision + 1,
          undone: null,
          ...(waits
            ? { revertConfirmedBy: actor.id }
            : { revertAskedBy: actor.id, revertAskedAt: new Date(), revertReason: reason }),
        },
      );
      return this.due(manager, actor, id, waits ? 'import.revert-confirmed' : 'import.revert-asked');
    });
    await this.doorbell.ring('imports.revert', [id]);
    return view;
  }

  /**
   * Brings everything back as it was, or takes back what waits for a second person.
   * @throws Problem import.wrong_state, import.revert_final after 30 days, import.refused when the operator took it back out of quarantine
   */
  async bringBack(actor: Actor, id: string): Promise<ImportView> {
    const view = await this.acting.as(actor, async (manager) => {
      const row = await findImport(manager, actor, id, { lock: true, action: 'import.brought-back' });
      if (row.revertAskedBy === null) throw wrongState(row);
      const last = row.revertedAt && row.revertedAt.getTime() + daysToBringBack * 86_400_000;
      if (last !== null && last < Date.now()) throw new Problem('import.revert_final');
      if (row.refusedBy !== null) throw new Problem('import.refused');
      const state = row.state === 'reverted' ? 'reverting' : row.state;
      await manager.update(Import, { id }, { ...nobodyAsks, state, revision: row.revision + 1 });
      return this.due(manager, actor, id, 'import.brought-back');
    });
    await this.doorbell.ring('imports.revert', [id]);
    return view;
  }

  private async due(manager: EntityManager, actor: Actor, id: string, action: string): Promise<ImportView> {
    await markDue(manager, 'imports.revert', actor.organisationId, [{ id, revision: 1 }]);
    const view = await fullView(manager, actor, await findImport(manager, actor, id));
    await this.audit.record(manager, actor, { action, subjectKind: 'import', subjectId: id });
    return view;
  }
}

/**
 * Of the organisation that runs the service an import waits for a second person when people decided about one of its records (second-person.ts). Whoever
 * only hands lists in would learn from it that a row resembles somebody (security.md C7): what he asks for waits in any case.
 */
async function isTwoPeoplesAnyway(manager: EntityManager, actor: Actor): Promise<boolean> {
  if (actor.kind === 'staff' && actor.role !== 'importer') return false;
  return manager.existsBy(Organisation, { id: actor.organisationId, kind: 'operator' });
}
