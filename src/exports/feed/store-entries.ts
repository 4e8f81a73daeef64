import type { EntityManager } from 'typeorm';
import type { SharedPerson } from '../shared-person.js';

export interface EntryToStore {
  reportId: string;
  organisationId: string;
  position: number;
  entryDate: Date;
  sourceDate: Date;
  expiresAt: Date;
  content: SharedPerson | null;
  goneAt: Date | null;
}

/** Puts entries at their new places, in the caller's transaction, which holds the feed. */
export async function storeEntries(manager: EntityManager, entries: EntryToStore[]): Promise<void> {
  if (entries.length === 0) return;
  await manager.query(
    `insert into feed_entries (report_id, organisation_id, position, entry_date, source_date, expires_at, content, gone_at)
     select "reportId", "organisationId", position, "entryDate", "sourceDate", "expiresAt", content, "goneAt"
     from jsonb_to_recordset($1::jsonb) as entry("reportId" uuid, "organisationId" uuid, position bigint, "entryDate" timestamptz,
       "sourceDate" timestamptz, "expiresAt" timestamptz, content jsonb, "goneAt" timestamptz)
     on conflict (report_id) do update set position = excluded.position, entry_date = excluded.entry_date, source_date = excluded.source_date,
       expires_at = excluded.expires_at, content = excluded.content, gone_at = excluded.gone_at, to_be_told = false`,
    [JSON.stringify(entries)],
  );
}
