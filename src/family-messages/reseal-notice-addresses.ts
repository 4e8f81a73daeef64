import type { DataSource } from 'typeorm';
import type { KeyRingFile } from '../keys/key-ring-file.js';
import { onAllKeys, type Rewrapped } from '../keys/rewrap.js';
import { type NoticePlace, openNoticeAddress, sealNoticeAddress } from './notice-address.js';

/** Where families are told that there is something to read, sealed by the newest key-encryption key, so that an older one can be destroyed. For `athar keys rewrap`. */
export async function resealNoticeAddresses(dataSource: DataSource, file: KeyRingFile): Promise<Rewrapped> {
  return onAllKeys(dataSource, async (manager) => {
    const ring = file.current();
    const rows: (NoticePlace & { address: Buffer; kekId: string })[] = await manager.query(
      `select id, organisation_id as "organisationId", channel, address, kek_id as "kekId" from notice_wishes
       where ended_at is null and kek_id <> $1 order by id for update`,
      [ring.newestEncryptionKey().id],
    );
    const done: Rewrapped = { moved: 0, unreadable: [] };
    for (const row of rows) {
      const plain = openNoticeAddress(ring, row, row.address, row.kekId);
      if (plain === null) {
        done.unreadable.push(row.id);
        continue;
      }
      const { address, kekId } = sealNoticeAddress(ring, row, plain);
      await manager.query('update notice_wishes set address = $2, kek_id = $3 where id = $1', [row.id, address, kekId]);
      done.moved++;
    }
    return done;
  });
}

export async function noticeAddressesByEncryptionKey(dataSource: DataSource): Promise<Map<string, number>> {
  const rows: { kekId: string; n: number }[] = await onAllKeys(dataSource, (manager) =>
    manager.query(
      'select kek_id as "kekId", count(*)::int as n from notice_wishes where ended_at is null group by kek_id',
    ),
  );
  return new Map(rows.map((row) => [row.kekId, row.n]));
}
