import type { DataSource, EntityManager } from 'typeorm';
import { KeyMissing } from './key-ring.js';
import type { KeyRingFile } from './key-ring-file.js';
import { type KeyOwner, unwrapKey, WrappedKeyAltered, wrapKey } from './wrapped-key.js';

const batchSize = 500;

export interface Rewrapped {
  /** Data keys that are under the newest key-encryption key now and were not before. */
  moved: number;
  /** Ids of data keys that could not be unwrapped: their key-encryption key is not in the ring, or the row was changed. */
  unreadable: string[];
}

/** Data keys of all organisations, for commands that look after keys. What they see is worth nothing without the ring. */
export function onAllKeys<T>(dataSource: DataSource, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  return dataSource.transaction(async (manager) => {
    await manager.query("select set_config('app.purpose', 'keys', true)");
    return work(manager);
  });
}

/**
 * Wraps every data key under the newest key-encryption key. The data keys stay what they are, so nothing has to be sealed anew, and
 * reading goes on meanwhile. Each batch is committed by itself: what was broken off goes on where it stopped, and a second run moves nothing.
 * @param report called after each batch with the number moved so far
 */
export async function rewrapDataKeys(
  dataSource: DataSource,
  file: KeyRingFile,
  report: (moved: number) => void = () => {},
  asked?: AbortSignal,
): Promise<Rewrapped> {
  let moved = 0;
  for (;;) {
    const pass = { moved: 0, unreadable: [] as string[] };
    for (let after: string | null = '00000000-0000-0000-0000-000000000000'; after !== null; ) {
      asked?.throwIfAborted();
      const from: string = after;
      after = await onAllKeys(dataSource, (manager) => rewrapBatch(manager, file, from, pass));
      report(moved + pass.moved);
    }
    moved += pass.moved;
    // Once more after the last one: a service may have made a key under the older one while this went on.
    if (pass.moved === 0) return { moved, unreadable: pass.unreadable };
  }
}

/** @returns the id to go on after, or null when this was the last batch */
async function rewrapBatch(
  manager: EntityManager,
  file: KeyRingFile,
  after: string,
  done: Rewrapped,
): Promise<string | null> {
  const ring = file.current();
  const rows: (KeyOwner & { wrapped: Buffer; kekId: string })[] = await manager.query(
    `select id, report_id as "reportId", organisation_id as "organisationId", wrapped, kek_id as "kekId" from case_keys
     where destroyed_at is null and kek_id <> $1 and id > $2 order by id limit $3 for update`,
    [ring.newestEncryptionKey().id, after, batchSize],
  );
  const fresh = rows.flatMap((row) => {
    try {
      return [{ id: row.id, ...wrapKey(ring, row, unwrapKey(ring, row, row)) }];
    } catch (error) {
      if (!(error instanceof KeyMissing || error instanceof WrappedKeyAltered)) throw error;
      done.unreadable.push(row.id);
      return [];
    }
  });
  await manager.query(
    `update case_keys c set wrapped = fresh.wrapped, kek_id = fresh.kek_id
     from unnest($1::uuid[], $2::bytea[], $3::text[]) as fresh(id, wrapped, kek_id) where c.id = fresh.id`,
    [fresh.map((key) => key.id), fresh.map((key) => key.wrapped), fresh.map((key) => key.kekId)],
  );
  done.moved += fresh.length;
  return rows.length === batchSize ? rows[rows.length - 1].id : null;
}

/** How many data keys are wrapped under each key-encryption key. */
export async function dataKeysByEncryptionKey(dataSource: DataSource): Promise<Map<string, number>> {
  const rows: { kekId: string; n: number }[] = await onAllKeys(dataSource, (manager) =>
    manager.query(
      'select kek_id as "kekId", count(*)::int as n from case_keys where destroyed_at is null group by kek_id',
    ),
  );
  return new Map(rows.map((row) => [row.kekId, row.n]));
}
