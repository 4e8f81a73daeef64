import type { DataSource } from 'typeorm';
import { Acting } from '../../src/access/acting.js';
import type { FamilyActor, IntakeActor } from '../../src/access/actor.js';
import { TryLimits } from '../../src/access/try-limits.js';
import { Audit } from '../../src/audit/audit.js';
import { openDataSource } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { FamilyMessages } from '../../src/family-messages/family-messages.js';
import { MessageChecks } from '../../src/family-messages/message-checks.js';
import { type NoticeWishBody, storeNoticeWish } from '../../src/family-messages/notice-wish.js';
import { CaseKeys } from '../../src/keys/case-keys.js';
import { KeyRingFile } from '../../src/keys/key-ring-file.js';
import type { Client } from './application.js';
import { filerOf, issueReceipt } from './families.js';

/** The services of the family's pages as the API process has them: its role in the database, its key ring. */
export async function familyServices() {
  const dataSource = await openDataSource(databaseUrls(process.env.DATABASE_URL!).api);
  const keys = new KeyRingFile(process.env.ATHAR_KEYS_FILE!);
  const acting = new Acting(dataSource, new Audit());
  return {
    dataSource,
    keys,
    acting,
    messages: new FamilyMessages(acting, new Audit(), new CaseKeys(keys)),
    checks: new MessageChecks(acting, keys, new TryLimits(acting, keys)),
    /** As its own pages do it. */
    wish: (family: Family, wish: NoticeWishBody | null) =>
      acting.as(family.intake, (manager) => storeNoticeWish(manager, keys.current(), family.intake, wish)),
    close: () => dataSource.destroy(),
  };
}
export type FamilyServices = Awaited<ReturnType<typeof familyServices>>;

export interface Family {
  reportId: string;
  reporterId: string;
  actor: FamilyActor;
  intake: IntakeActor;
}

/** The person who filed a report, or another one of it, with a receipt. */
export async function aFamily(owner: DataSource, staff: Client, reportId: string, whose?: string): Promise<Family> {
  const reporterId = whose ?? (await filerOf(staff, reportId));
  const { id } = await issueReceipt(staff, reportId, reporterId);
  const [{ organisation_id: organisationId }] = await owner.query('select organisation_id from reports where id = $1', [
    reportId,
  ]);
  const base = { id, organisationId, reportId };
  return {
    reportId,
    reporterId,
    actor: { ...base, kind: 'family', role: 'family' },
    intake: { ...base, kind: 'intake', role: 'intake', reporterId },
  };
}
