import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting } from '../../access/acting.js';
import type { Actor } from '../../access/actor.js';
import { Audit } from '../../audit/audit.js';
import { CONFIG, type Config } from '../../config.js';
import { Problem } from '../../errors.js';
import { Doorbell } from '../../jobs/doorbell.js';
import { markDue } from '../../jobs/due-marks.js';
import type { Gazetteer } from '../../matching/index.js';
import { GazetteerService } from '../../places/gazetteer.service.js';
import { findImport, requireSeen, requireStep, wrongState } from '../find-import.js';
import { Import } from '../import.entity.js';
import type { ImportView } from '../import-view.js';
import { fullView } from '../imports.service.js';
import type { ChoicesBody } from '../inspection-view.js';
import type { Mapping } from '../mapping/mapping.js';
import { mappingProblems } from '../mapping/mapping-problems.js';
import { handedInToday } from '../upload/quotas.js';

type Changes = Parameters<EntityManager['update']>[2] & Partial<Import>;

/** What a person says of how a file is read and what its columns mean. Each change makes the worker look again. */
@Injectable()
export class ImportSettings {
  constructor(
    private readonly acting: Acting,
    private readonly doorbell: Doorbell,
    private readonly audit: Audit,
    private readonly gazetteer: GazetteerService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Choices stand instead of guesses; what was mapped and checked before is out of date. @throws Problem precondition.failed, import.wrong_state */
  async choose(actor: Actor, id: string, seen: number, choices: ChoicesBody): Promise<ImportView> {
    const view = await this.acting.as(actor, async (manager) => {
      const row = await findImport(manager, actor, id, { lock: true, action: 'import.choices-changed' });
      requireSeen(row, seen);
      requireStep(row, 'inspecting');
      if (row.state === 'receiving') throw wrongState(row);
      await markDue(manager, 'imports.inspect', actor.organisationId, [{ id, revision: row.revision + 1 }]);
      return this.change(manager, actor, row, 'import.choices-changed', {
        state: 'inspecting',
        choices,
        inspection: null,
        mappingGuess: null,
        mapping: null,
      });
    });
    await this.doorbell.ring('imports.inspect', [id]);
    return view;
  }

  /** @throws Problem mapping.invalid with every fault, precondition.failed, import.wrong_state, import.quota */
  async map(actor: Actor, id: string, seen: number, mapping: Mapping): Promise<ImportView> {
    const gazetteer = await this.gazetteer.load();
    const view = await this.acting.as(actor, async (manager) => {
      const row = await findImport(manager, actor, id, { lock: true, action: 'import.mapped' });
      requireSeen(row, seen);
      requireStep(row, 'checking');
      requireUsable(row, mapping, gazetteer);
      const { rows, wait } = await handedInToday(manager, actor.organisationId, id);
      if (rows >= this.config.importRowsPerDay)
        throw new Problem('import.quota', undefined, undefined, Math.max(1, wait));
      await markDue(manager, 'imports.check', actor.organisationId, [{ id, revision: row.revision + 1 }]);
      return this.change(manager, actor, row, 'import.mapped', { state: 'checking', mapping });
    });
    await this.doorbell.ring('imports.check', [id]);
    return view;
  }

  /** What was counted before is out of date; the worker drops the rows that were staged. */
  private async change(manager: EntityManager, actor: Actor, row: Import, action: string, changes: Changes) {
    await manager.update(
      Import,
      { id: row.id },
      {
        revision: row.revision + 1,
        failureCode: null,
        failureFacts: null,
        rowsStaged: 0,
        rowsTotal: 0,
        summary: null,
        ...changes,
      },
    );
    const view = await fullView(manager, actor, await manager.findOneByOrFail(Import, { id: row.id }));
    await this.audit.record(manager, actor, { action, subjectKind: 'import', subjectId: row.id });
    return view;
  }
}

/** @throws Problem import.not_guessed, mapping.invalid with every fault */
export function requireUsable(row: Import, mapping: Mapping, gazetteer: Gazetteer): void {
  if (!row.inspection) throw new Problem('import.not_guessed');
  const errors = mappingProblems(mapping, row.inspection.columns, { gazetteer });
  if (mapping.kind !== row.kind)
    errors.unshift({ pointer: '/kind', code: 'mapping.other_kind', message: `The import is of the kind ${row.kind}.` });
  if (errors.length > 0) throw new Problem('mapping.invalid', undefined, errors.slice(0, 100));
}
