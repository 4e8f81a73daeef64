import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { reaches } from '../access/object-checks.js';
import { raiseAlarm } from '../alarms/raise-alarm.js';
import { Audit, type AuditEntry } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { Doorbell } from '../jobs/doorbell.js';
import { markDue } from '../jobs/due-marks.js';
import { type ModelFile, matcherVersion, modelOfSizeClass } from '../matching/index.js';
import { holdMeasure, holdMeasureAlone, modelOf, readMeasure } from '../snapshot/measure.js';
import { decodeCursor, encodeCursor } from '../views.js';
import type { DryRun } from './dry-run.js';
import { ModelChange, type ModelDecision } from './model.entity.js';
import { type ModelChangeView, modelChangeView, type NamedChange } from './model-change-view.js';
import { comparePastDecisions } from './past-decisions.js';
import { readPastDecisions } from './read-decisions.js';
import { type GivenModel, readGivenModel, storedModel, storeModel } from './store-model.js';

/** What is proposed. */
export type Proposal = GivenModel & { reason: string };

/**
 * No one person puts another model in use. A supervisor proposes it, because what it would change is counted over decisions, which administrators do not see; another
 * supervisor of the organisation that runs the service, or a system administrator, confirms. Going back to what the model in use replaced needs one person: two had
 * those numbers in use before.
 */
@Injectable()
export class ModelChanges {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly doorbell: Doorbell,
  ) {}

  list(actor: StaffActor, page: { limit: number; cursor?: string; state?: 'pending' | 'decided' }) {
    const [at, id] = decodeCursor(page.cursor, ['time', 'id']) ?? [null, null];
    return this.acting.as(actor, async (manager) => {
      const rows = await readChanges(
        manager,
        `${reaches.model_change.condition} and ($1::text is null or (change.decision is null) = ($1 = 'pending'))
           and ($2::timestamptz is null or (change.proposed_at, change.id) < ($2::timestamptz, $3::uuid))`,
        [page.state ?? null, at, id],
        page.limit + 1,
      );
      const shown = rows.slice(0, page.limit);
      await this.audit.record(manager, actor, { action: 'model-changes.listed', subjectKind: 'model_change' });
      const last = shown.at(-1);
      return {
        items: shown.map(modelChangeView),
        next: rows.length > page.limit && last ? encodeCursor([last.proposedAt.toISOString(), last.id]) : null,
      };
    });
  }

  /**
   * Counts what would change and writes the proposal down with it.
   * @throws Problem model.*, model_change.waiting, model_change.outdated; model_change.operator_only is written down
   */
  async propose(actor: StaffActor, key: string, proposal: Proposal): Promise<ModelChangeView> {
    const entry = { action: 'model.proposed', subjectKind: 'model_change' };
    const given = readGivenModel(proposal);
    const { model, before, dryRun } = await this.dryRun(actor, given, entry);
    return this.acting.as(actor, async (manager) => {
      const request = { key, operation: 'proposeModel', body: proposal };
      const { id } = await this.idempotency.once(manager, actor, request, async (id) => {
        const inUse = (await holdMeasure(manager)).model;
        if (inUse.hash !== before.hash) throw new Problem('model_change.outdated');
        if (model.hash === inUse.hash) throw new Problem('model.in_use');
        await storeModel(manager, actor, model);
        const inserted: unknown[] = await manager.query(
          `insert into model_changes (id, kind, model_hash, replaces_hash, matcher_version, reason, dry_run, proposed_by)
           values ($1, 'activate', $2, $3, $4, $5, $6, $7) on conflict ((true)) where decision is null do nothing returning id`,
          [id, model.hash, inUse.hash, matcherVersion, proposal.reason, JSON.stringify(dryRun), actor.id],
        );
        if (inserted.length === 0) throw new Problem('model_change.waiting');
        await this.audit.record(manager, actor, { ...entry, subjectId: id });
      });
      return viewOf(manager, id);
    });
  }

  /** Over the decisions of the actor's organisation: read in one transaction, compared outside of any, with pauses for whoever else is served. */
  private async dryRun(
    actor: StaffActor,
    given: ModelFile | { hash: string },
    entry: AuditEntry,
  ): Promise<{ model: ModelFile; before: ModelFile; dryRun: DryRun }> {
    const { model, measure, past } = await this.acting.as(actor, async (manager) => {
      await requireKeeper(manager, entry);
      return {
        model: 'levels' in given ? given : await storedModel(manager, given.hash),
        measure: await readMeasure(manager),
        past: await readPastDecisions(manager),
      };
    });
    const models = { before: modelOf(measure), after: modelOfSizeClass(measure.sizeClass, model) };
    const dryRun = await comparePastDecisions(past, models, () => setImmediate());
    return { model, before: measure.model, dryRun };
  }

  /**
   * Puts the proposed model in use: from the commit on nothing is stored any more that was scored with another one, and everything is compared again.
   * @throws Problem model_change.decided, model_change.outdated; model_change.same_person is written down
   */
  async confirm(actor: StaffActor, id: string): Promise<ModelChangeView> {
    const view = await this.decide(actor, id, 'confirmed', async (manager, change) => {
      const { model } = await holdMeasureAlone(manager);
      if (model.hash !== change.replacesHash || change.matcherVersion !== matcherVersion)
        throw new Problem('model_change.outdated');
      await markDue(manager, 'models.follow', actor.organisationId, [{ id, revision: 1 }]);
    });
    await this.doorbell.ring('models.follow', [id]);
    return view;
  }

  refuse(actor: StaffActor, id: string): Promise<ModelChangeView> {
    return this.decide(actor, id, 'refused');
  }

  /** The proposer takes his proposal back. */
  withdraw(actor: StaffActor, id: string): Promise<ModelChangeView> {
    return this.decide(actor, id, 'withdrawn');
  }

  /**
   * Goes back, at once, to the model that the one in use replaced. Supervisors get an alarm.
   * @throws Problem model_change.nothing_before; model_change.operator_only is written down
   */
  async rollBack(actor: StaffActor, key: string, reason: string): Promise<ModelChangeView> {
    const entry = { action: 'model.rolled_back', subjectKind: 'model_change' };
    const { view, replayed } = await this.acting.as(actor, async (manager) => {
      await requireKeeper(manager, entry);
      const request = { key, operation: 'rollBackModel', body: { reason } };
      const { id, replayed } = await this.idempotency.once(manager, actor, request, async (id) => {
        const { model } = await holdMeasureAlone(manager);
        const [before]: { hash: string }[] = await manager.query(
          `select replaces_hash as hash from model_changes
           where matcher_version = $1 and kind = 'activate' and decision = 'confirmed' and model_hash = $2
           order by decided_at desc, id desc limit 1`,
          [matcherVersion, model.hash],
        );
        if (!before) throw new Problem('model_change.nothing_before');
        await manager.query(
          `insert into model_changes (id, kind, model_hash, replaces_hash, matcher_version, reason, proposed_by, decision, decided_at)
           values ($1, 'rollback', $2, $3, $4, $5, $6, 'at_once', clock_timestamp())`,
          [id, before.hash, model.hash, matcherVersion, reason, actor.id],
        );
        await raiseAlarm(manager, actor, 'model_rolled_back', { kind: 'model_change', id });
        await markDue(manager, 'models.follow', actor.organisationId, [{ id, revision: 1 }]);
        await this.audit.record(manager, actor, { ...entry, subjectId: id });
      });
      return { view: await viewOf(manager, id), replayed };
    });
    if (!replayed) await this.doorbell.ring('models.follow', [view.id]);
    return view;
  }

  private decide(
    actor: StaffActor,
    id: string,
    decision: ModelDecision & ('confirmed' | 'refused' | 'withdrawn'),
    effect?: (manager: EntityManager, change: ModelChange) => Promise<void>,
  ): Promise<ModelChangeView> {
    const action = { confirmed: 'model.activated', refused: 'model.refused', withdrawn: 'model.withdrawn' }[decision];
    const entry = { action, subjectKind: 'model_change', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      const change = await manager
        .createQueryBuilder(ModelChange, 'change')
        .where(`change.id = :id and ${reaches.model_change.condition}`, { id })
        .getOne();
      if (!change) throw new Denied(entry);
      const own = change.proposedBy === actor.id;
      if (decision === 'withdrawn' ? !own : own)
        throw new Denied(entry, decision === 'withdrawn' ? 'access.not_found' : 'model_change.same_person');
      if (change.decision !== null) throw new Problem('model_change.decided');
      await effect?.(manager, change);
      // Of two decisions at once the second one finds nothing.
      const [, decided]: [unknown, number] = await manager.query(
        'update model_changes set decision = $2, decided_by = $3, decided_at = clock_timestamp() where id = $1 and decision is null',
        [id, decision, decision === 'withdrawn' ? null : actor.id],
      );
      if (decided === 0) throw new Problem('model_change.decided');
      const view = await viewOf(manager, id);
      await this.audit.record(manager, actor, entry);
      return view;
    });
  }
}

async function requireKeeper(manager: EntityManager, entry: AuditEntry): Promise<void> {
  const [{ keeper }]: { keeper: boolean }[] = await manager.query(`select ${reaches.model_change.condition} as keeper`);
  if (!keeper) throw new Denied(entry, 'model_change.operator_only');
}

async function viewOf(manager: EntityManager, id: string): Promise<ModelChangeView> {
  const [change] = await readChanges(manager, 'change.id = $1', [id], 1);
  return modelChangeView(change);
}

/** @param condition ours, never from outside */
function readChanges(
  manager: EntityManager,
  condition: string,
  parameters: unknown[],
  limit: number,
): Promise<NamedChange[]> {
  return manager.query(
    `select change.id, change.kind, change.model_hash as "modelHash", change.replaces_hash as "replacesHash",
       change.matcher_version as "matcherVersion", change.reason, change.dry_run as "dryRun", change.proposed_by as "proposedBy",
       change.proposed_at as "proposedAt", change.decision, change.decided_by as "decidedBy", change.decided_at as "decidedAt",
       model.version as "modelVersion", replaced.version as "replacesVersion", proposer.display_name as "proposedByName",
       decider.display_name as "decidedByName"
     from model_changes change
     join matching_models model on model.hash = change.model_hash join matching_models replaced on replaced.hash = change.replaces_hash
     left join accounts proposer on proposer.id = change.proposed_by left join accounts decider on decider.id = change.decided_by
     where ${condition} order by change.proposed_at desc, change.id desc limit ${limit}`,
    parameters,
  );
}
