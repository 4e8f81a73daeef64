import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { mayGoToPartners } from '../../consents/live-consent.js';
import { forOrganisation } from '../../database/for-organisation.js';
import { clearDue } from '../../jobs/due-marks.js';
import type { DueSubject, TaskHandler } from '../../jobs/job-list.js';
import { PersonNameRow } from '../../person-names/person-name.entity.js';
import { Report } from '../../reports/report.entity.js';
import { FeedEntry } from '../export.entity.js';
import { sharedReport } from '../read-shared-person.js';
import type { SharedPerson } from '../shared-person.js';
import { holdFeed, nextPositions } from './hold-feed.js';
import { storeEntries } from './store-entries.js';

/** What may leave of a report now. */
interface Shareable {
  content: SharedPerson;
  sourceDate: Date;
  expiresAt: Date;
}

/**
 * Brings what may leave of reports up to date, at a new place of the feed for each that changed; and tells of those that may not be shared any more.
 * Only of the organisation that runs the service: what partners file is theirs to share.
 */
@Injectable()
export class FollowReports implements TaskHandler {
  readonly task = 'feed.follow';

  constructor(private readonly dataSource: DataSource) {}

  async handle(organisationId: string, due: DueSubject[]): Promise<void> {
    await forOrganisation(this.dataSource, organisationId, async (manager) => {
      if (await runsTheService(manager, organisationId))
        await follow(
          manager,
          organisationId,
          due.map(({ id }) => id),
        );
      await clearDue(manager, this.task, due);
    });
  }
}

async function follow(manager: EntityManager, organisationId: string, ids: string[]): Promise<void> {
  const shareable = await readShareable(manager, ids);
  await holdFeed(manager, organisationId);
  const entries = await manager.findBy(FeedEntry, { reportId: In(ids) });
  const entryOf = new Map(entries.map((entry) => [entry.reportId, entry]));
  const changed = ids.filter((id) => isNews(entryOf.get(id), shareable.get(id)));
  const { before, at } = await nextPositions(manager, organisationId, changed.length);
  await storeEntries(
    manager,
    changed.map((reportId, index) => {
      const now = shareable.get(reportId);
      const entry = entryOf.get(reportId);
      const place = { reportId, organisationId, position: before + index + 1, entryDate: at };
      if (now) return { ...place, ...now, goneAt: null };
      const { sourceDate = at, expiresAt = at, goneAt } = entry ?? {};
      return { ...place, content: null, sourceDate, expiresAt, goneAt: goneAt ?? at };
    }),
  );
  await withdrawExportsOf(
    manager,
    ids.filter((id) => !shareable.has(id)),
  );
}

/** Of what was never shared there is nothing to tell. */
function isNews(entry: FeedEntry | undefined, now: Shareable | undefined): boolean {
  if (!now) return entry !== undefined && (entry.content !== null || entry.toBeTold);
  return !isDeepStrictEqual(entry?.content, now.content) || entry?.expiresAt.getTime() !== now.expiresAt.getTime();
}

async function readShareable(manager: EntityManager, ids: string[]): Promise<Map<string, Shareable>> {
  // Held until it is stored: whoever takes a consent back meanwhile waits, and then finds the entry and empties it.
  await manager.query('select 1 from reports where id = any($1::uuid[]) order by id for share', [ids]);
  const allowed: { id: string; ends: Date }[] = await manager.query(
    `select report.id, (
       select coalesce(max(expires_at), now() + interval '1 year') from consents
       where report_id = report.id and purpose = 'partners' and granted and withdrawn_at is null and suppressed_by is null) as ends
     from reports report where report.id = any($1::uuid[]) and report.state = 'open' and ${mayGoToPartners('report.id')}`,
    [ids],
  );
  const endOf = new Map(allowed.map(({ id, ends }) => [id, ends]));
  const reports = await manager.findBy(Report, { id: In([...endOf.keys()]) });
  const names = await manager.findBy(PersonNameRow, { reportId: In([...endOf.keys()]) });
  return new Map(
    reports.map((report) => [
      report.id,
      {
        content: sharedReport(
          report,
          names.filter(({ reportId }) => reportId === report.id),
        ),
        sourceDate: report.updatedAt,
        expiresAt: endOf.get(report.id) ?? report.updatedAt,
      },
    ]),
  );
}

/** An export with somebody in it who may not be shared any more cannot be fetched; of one that was fetched the recipient is told whom to delete. */
async function withdrawExportsOf(manager: EntityManager, gone: string[]): Promise<void> {
  if (gone.length === 0) return;
  await manager.query(
    `with items as (
       update export_items set gone_at = now() where record_id = any($1::uuid[]) and gone_at is null returning export_id)
     update exports set state = 'withdrawn', withdrawn_at = now() where state = 'made' and id in (select export_id from items)`,
    [gone],
  );
}

async function runsTheService(manager: EntityManager, organisationId: string): Promise<boolean> {
  const rows: unknown[] = await manager.query("select 1 from organisations where id = $1 and kind = 'operator'", [
    organisationId,
  ]);
  return rows.length > 0;
}
