import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Organisation } from '../access/account.entity.js';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { raiseAlarm } from '../alarms/raise-alarm.js';
import { Audit } from '../audit/audit.js';
import { CONFIG, type Config } from '../config.js';
import { Problem } from '../errors.js';
import { List } from '../imports/import.entity.js';
import { Doorbell } from '../jobs/doorbell.js';
import { markDue } from '../jobs/due-marks.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { Export } from './export.entity.js';
import { expectedOf } from './export-scope.js';
import { type ExportBody, type ExportView, exportView, type RecipientView } from './export-view.js';
import { agreedFor, agreedWith } from './recipients.js';

/** Nothing leaves as a file before a second person agreed (domain.md R18, security.md C9). */
@Injectable()
export class ExportsService {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly doorbell: Doorbell,
    @Inject(CONFIG) private readonly config: Pick<Config, 'exportAlarmRecords'>,
  ) {}

  /** Organisations with an agreement that is in force; none for those who do not run the service. */
  recipients(actor: StaffActor): Promise<RecipientView[]> {
    return this.acting.as(actor, async (manager) => {
      const found: { id: string; name: string }[] = (await runsTheService(manager, actor))
        ? await manager.query(
            'select id, name from organisations where id <> $1 and export_agreed_until(id) is not null order by name',
            [actor.organisationId],
          )
        : [];
      const views: RecipientView[] = [];
      for (const { id, name } of found) {
        const agreed = await agreedWith(manager, id);
        if (agreed) views.push({ id, name, agreed_until: agreed.until, fields: [...agreed.fields].sort() });
      }
      await this.audit.record(manager, actor, { action: 'export-recipients.listed', subjectKind: 'organisation' });
      return views;
    });
  }

  /** @throws Problem export.format, export.recipient, agreement.missing */
  ask(actor: StaffActor, key: string, body: ExportBody): Promise<{ view: ExportView; replayed: boolean }> {
    const entry = { action: 'export.asked', subjectKind: 'export' };
    return this.acting.as(actor, async (manager) => {
      const request = { key, operation: 'askForExport', body };
      const { id, replayed } = await this.idempotency.once(manager, actor, request, async (id) => {
        const { organisationId } = actor;
        if (body.format === 'pfif' && body.kind !== 'reports') throw new Problem('export.format');
        const toItself = body.recipient_id === organisationId;
        const mayGo = toItself ? body.kind !== 'reports' : await runsTheService(manager, actor);
        if (!mayGo) throw new Problem('export.recipient');
        if (body.list_id && !(await ownsList(manager, actor, body.list_id))) throw new Denied(entry);
        await agreedFor(manager, { organisationId, recipientId: body.recipient_id });
        const { name } = await manager.findOneByOrFail(Organisation, { id: body.recipient_id });
        await manager.insert(Export, {
          id,
          organisationId,
          recipientId: body.recipient_id,
          recipientName: name,
          kind: body.kind,
          format: body.format,
          listId: body.kind === 'detention_records' ? (body.list_id ?? null) : null,
          changedSince: body.changed_since === undefined ? null : new Date(body.changed_since),
          reason: body.reason,
          state: 'asked',
          askedBy: actor.id,
          askedAt: new Date(),
        });
        await this.audit.record(manager, actor, { ...entry, subjectId: id, fields: [body.kind, body.format] });
      });
      return { view: await viewOf(manager, await manager.findOneByOrFail(Export, { id })), replayed };
    });
  }

  list(actor: StaffActor, page: { limit: number; cursor?: string; state?: Export['state'] }) {
    const after = decodeCursor(page.cursor, ['time', 'id']);
    return this.acting.as(actor, async (manager) => {
      const query = manager
        .createQueryBuilder(Export, 'export')
        .where('export.organisationId = :organisation', { organisation: actor.organisationId })
        .orderBy({ 'export.askedAt': 'DESC', 'export.id': 'DESC' })
        .limit(page.limit + 1);
      if (page.state) query.andWhere({ state: page.state });
      if (after) {
        query.andWhere('(export.askedAt, export.id) < (cast(:at as timestamptz), cast(:id as uuid))', {
          at: after[0],
          id: after[1],
        });
      }
      const found = await query.getMany();
      const shown = found.slice(0, page.limit);
      await this.audit.record(manager, actor, { action: 'exports.listed', subjectKind: 'export' });
      const last = shown.at(-1);
      return {
        items: shown.map((row) => exportView(row, null)),
        next: found.length > page.limit && last ? encodeCursor([last.askedAt.toISOString(), last.id]) : null,
      };
    });
  }

  view(actor: StaffActor, id: string): Promise<ExportView> {
    const entry = { action: 'export.viewed', subjectKind: 'export', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      const row = await manager.findOneBy(Export, { id, organisationId: actor.organisationId });
      if (!row) throw new Denied(entry);
      const view = await viewOf(manager, row);
      await this.audit.record(manager, actor, entry);
      return view;
    });
  }

  /**
   * A worker makes it then. Many records raise an alarm.
   * @throws Problem export.same_person (written down), export.wrong_state, agreement.missing
   */
  async confirm(actor: StaffActor, id: string): Promise<ExportView> {
    const view = await this.decide(actor, id, 'confirmed', null, async (manager, row) => {
      await agreedFor(manager, row);
      const { records } = await expectedOf(manager, row);
      if (records >= this.config.exportAlarmRecords)
        await raiseAlarm(manager, actor, 'large_export', { kind: 'export', id });
      await markDue(manager, 'exports.make', actor.organisationId, [{ id, revision: 1 }]);
    });
    await this.doorbell.ring('exports.make', [id]);
    return view;
  }

  /** @throws Problem export.same_person (written down), export.wrong_state */
  refuse(actor: StaffActor, id: string, reason: string): Promise<ExportView> {
    return this.decide(actor, id, 'refused', reason);
  }

  private decide(
    actor: StaffActor,
    id: string,
    decision: 'confirmed' | 'refused',
    reason: string | null,
    effect?: (manager: EntityManager, row: Export) => Promise<void>,
  ): Promise<ExportView> {
    const entry = { action: `export.${decision}`, subjectKind: 'export', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      const row = await manager.findOne(Export, {
        where: { id, organisationId: actor.organisationId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!row) throw new Denied(entry);
      if (row.askedBy === actor.id) throw new Denied(entry, 'export.same_person');
      if (row.state !== 'asked') throw new Problem('export.wrong_state');
      await effect?.(manager, row);
      await manager.update(
        Export,
        { id },
        { state: decision, decidedBy: actor.id, decidedAt: new Date(), refusalReason: reason },
      );
      await this.audit.record(manager, actor, entry);
      return viewOf(manager, await manager.findOneByOrFail(Export, { id }));
    });
  }
}

const viewOf = async (manager: EntityManager, row: Export): Promise<ExportView> =>
  exportView(row, row.state === 'asked' ? await expectedOf(manager, row) : null);

/** Agreements are with the organisation that runs the service: it alone gives something to others. */
const runsTheService = (manager: EntityManager, { organisationId }: StaffActor): Promise<boolean> =>
  manager.existsBy(Organisation, { id: organisationId, kind: 'operator' });

const ownsList = (manager: EntityManager, { organisationId }: StaffActor, id: string): Promise<boolean> =>
  manager.existsBy(List, { id, organisationId });
