import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { markDue } from '../../src/jobs/due-marks.js';

/** The people who report answer anew about being searched for; what they answered before is withdrawn. The report becomes due. */
export async function answerAboutSearch(dataSource: DataSource, reportId: string, granted: boolean): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await manager.query(
      `update consents set withdrawn_at = now(), withdrawn_reason = 'answered_again'
       where report_id = $1 and purpose = 'search' and withdrawn_at is null`,
      [reportId],
    );
    await manager.query(
      `insert into consents (id, report_id, reporter_id, organisation_id, purpose, granted, form_version, language)
       select $2, report_id, id, organisation_id, 'search', $3, 'test-2', 'ar' from reporters where report_id = $1 limit 1`,
      [reportId, randomUUID(), granted],
    );
    const [report] = await manager.query('select revision, organisation_id from reports where id = $1', [reportId]);
    await markDue(manager, 'reports.match', report.organisation_id, [{ id: reportId, revision: report.revision }]);
  });
}
