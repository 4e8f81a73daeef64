import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { Audit } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { Doorbell } from '../jobs/doorbell.js';
import { mergePatch } from '../merge-patch.js';
import { validationProblem } from '../problem-filter.js';
import { AlteredFields } from './altered-fields.js';
import { refuseWhileHidden } from './contacts-hidden.js';
import { lockReport, ReporterErasure } from './erase-reporter.js';
import { type RemovalReason, Reporter, ReporterContact, ReporterIdentity } from './reporter.entity.js';
import { ReporterBody } from './reporter-body.js';
import { answerColumns, ReporterStore } from './reporter-store.js';
import { type ReporterView, reporterView } from './reporter-view.js';

/** The people who report, each a person of his own (R5). Shows what is known of them, never who they are. */
@Injectable()
export class Reporters {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly fields: AlteredFields,
    private readonly store: ReporterStore,
    private readonly erasure: ReporterErasure,
    private readonly doorbell: Doorbell,
    private readonly audit: Audit,
  ) {}

  list(actor: StaffActor, reportId: string): Promise<ReporterView[]> {
    return this.acting.as(actor, async (manager) => {
      const reporters = await manager.find(Reporter, { where: { reportId }, order: { createdAt: 'ASC', id: 'ASC' } });
      const views = await viewsOf(manager, reporters);
      const entry = { action: 'reporters.listed', subjectKind: 'report', subjectId: reportId };
      await this.audit.record(manager, actor, entry);
      return views;
    });
  }

  /** Another relative joins a report. He has agreed to nothing yet: his consents are asked for and stored apart. */
  join(actor: StaffActor, reportId: string, key: string, body: ReporterBody) {
    const refused = { action: 'reporter.joined', subjectKind: 'report', subjectId: reportId };
    return this.fields.as(actor, refused, async (manager) => {
      const request = { key, operation: `joinReport ${reportId}`, body };
      const { id, replayed } = await this.idempotency.once(manager, actor, request, async (reporterId) => {
        if ((await lockReport(manager, reportId)) === null) throw new Denied(refused);
        const sought = await soughtNow(manager, reportId);
        const owner = { id: reporterId, reportId, organisationId: actor.organisationId };
        await this.store.add(manager, owner, body, sought);
        const entry = { action: 'reporter.joined', subjectKind: 'reporter', subjectId: reporterId };
        await this.audit.record(manager, actor, entry);
      });
      const [reporter] = await viewsOf(manager, await manager.findBy(Reporter, { id }));
      return { reporter, replayed };
    });
  }

  /** @throws Problem contacts.hidden, precondition.failed when `seenRevision` is not the present one */
  edit(actor: StaffActor, reportId: string, reporterId: string, seenRevision: number, patch: Record<string, unknown>) {
    const entry = { action: 'reporter.edited', subjectKind: 'reporter', subjectId: reporterId };
    return this.fields.as(actor, entry, async (manager) => {
      const reporter = await manager.findOne(Reporter, {
        where: { id: reporterId, reportId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!reporter || reporter.removedAt) throw new Denied(entry);
      if (reporter.revision !== seenRevision) throw new Problem('precondition.failed');
      // Contacts are replaced whole, and he may not see those that he would replace.
      if ('contacts' in patch) await refuseWhileHidden(manager, actor, reportId);
      const parsed = ReporterBody.safeParse(mergePatch(answersOf(reporter), patch));
      if (!parsed.success) throw validationProblem(parsed.error.issues);
      const changed = { ...answerColumns(parsed.data), revision: reporter.revision + 1 };
      await manager.update(Reporter, { id: reporterId }, changed);
      if ('name' in patch) {
        await this.store.putName(manager, reporter, parsed.data.name);
        await this.store.putPerson(manager, reporter, parsed.data, await soughtNow(manager, reportId));
      }
      if ('contacts' in patch) await this.store.putContacts(manager, reporter, parsed.data.contacts);
      const [view] = await viewsOf(manager, [{ ...reporter, ...changed }]);
      await this.audit.record(manager, actor, { ...entry, fields: Object.keys(patch).filter(isField).sort() });
      return view;
    });
  }

  /** Removes a person (R21). Doing it twice is the same as once. */
  async erase(actor: StaffActor, reportId: string, reporterId: string, reason: RemovalReason): Promise<void> {
    const erased = await this.acting.as(actor, (manager) =>
      this.erasure.erase(manager, actor, { reportId, reporterId }, reason),
    );
    if (erased) await this.doorbell.ring('reports.match', [reportId]);
  }
}

/** What is told of the sought person at present. */
async function soughtNow(manager: EntityManager, reportId: string): Promise<unknown> {
  const [newest]: { sought: unknown }[] = await manager.query(
    "select content->'sought' as sought from report_revisions where report_id = $1 order by revision desc limit 1",
    [reportId],
  );
  return newest?.sought;
}

const isField = (name: string): boolean => name in ReporterBody.shape;

/** What stands in clear of a reporter, in the shape in which it was told. */
function answersOf(reporter: Reporter): object {
  const known = {
    relationship: reporter.relationship,
    is_closest_relative: reporter.isClosestRelative,
    language: reporter.language,
    country: reporter.country,
    under_threat: reporter.underThreat,
    informs_others_himself: reporter.informsOthersHimself,
    filing_mode: reporter.filingMode,
    helper_typed: reporter.helperTyped,
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null));
}

async function viewsOf(manager: EntityManager, reporters: Reporter[]): Promise<ReporterView[]> {
  const reporterId = In(reporters.map((reporter) => reporter.id));
  const named = await manager.find(ReporterIdentity, { select: { reporterId: true }, where: { reporterId } });
  const contacts = await manager.find(ReporterContact, { where: { reporterId }, order: { position: 'ASC' } });
  return reporters.map((reporter) =>
    reporterView(
      reporter,
      named.some((identity) => identity.reporterId === reporter.id),
      contacts.filter((contact) => contact.reporterId === reporter.id),
    ),
  );
}
