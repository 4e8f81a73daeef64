import type { EntityManager } from 'typeorm';
import { Problem } from '../errors.js';
import { PersonNameRow } from '../person-names/person-name.entity.js';
import { nameRows } from '../person-names/read-names.js';
import { impossibleDates, type readReport } from './read-report.js';
import { type Report, ReportRevision } from './report.entity.js';
import { ReportContent } from './report-body.js';

/** Of the sought person only: who reports stands in a table of its own and must stay erasable. An id says whose words they are. */
export async function keepRevision(
  manager: EntityManager,
  of: Pick<ReportRevision, 'reportId' | 'revision' | 'reporterId' | 'changedBy'>,
  { sought, disappearance, unanswered }: ReportContent,
): Promise<void> {
  const content = { sought, disappearance, ...(unanswered ? { unanswered } : {}) };
  await manager.insert(ReportRevision, { ...of, content });
}

export async function storeNames(
  manager: EntityManager,
  owner: { organisationId: string; reportId: string },
  { names, mother }: ReturnType<typeof readReport>,
) {
  await manager.insert(PersonNameRow, [
    ...nameRows(owner, 'sought', names, 'family'),
    ...nameRows(owner, 'mother', mother, 'family'),
  ]);
}

/** What was told last of the sought person. */
export async function toldNow(manager: EntityManager, report: Pick<Report, 'id' | 'revision'>): Promise<ReportContent> {
  const { content } = await manager.findOneByOrFail(ReportRevision, { reportId: report.id, revision: report.revision });
  return ReportContent.parse(content);
}

/** @throws Problem request.invalid */
export function refuseImpossibleDates(body: ReportContent): void {
  const errors = impossibleDates(body);
  if (errors.length > 0) throw new Problem('request.invalid', undefined, errors);
}
