import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting } from '../../access/acting.js';
import type { PartnerActor } from '../../access/actor.js';
import { Audit } from '../../audit/audit.js';
import { CONFIG, type Config } from '../../config.js';
import { Problem } from '../../errors.js';
import { KeyRingFile } from '../../keys/key-ring-file.js';
import { type EntryToWrite, writePersonFeed } from '../../pfif/index.js';
import { pfifPerson, pfifTombstone } from '../formats/pfif.js';
import { expiryOf } from '../given-person.js';
import { type Agreed, agreedWith } from '../recipients.js';
import { domainOf, RecordIds } from '../record-ids.js';
import { agreedPart, type SharedPerson } from '../shared-person.js';
import { type FeedPlace, feedCursor, feedPlace } from './feed-cursor.js';

export interface FeedPage {
  text: string;
  /** Where to go on, now or later. */
  cursor: string;
  /** There is more already. */
  more: boolean;
}

interface EntryRow {
  id: string;
  position: string;
  entryDate: Date;
  sourceDate: Date;
  expiresAt: Date;
  content: SharedPerson | null;
  goneAt: Date | null;
}

/** The persons whose families let partners know, for partners' programs that follow what changes. */
@Injectable()
export class PersonFeed {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
    private readonly keys: KeyRingFile,
    @Inject(CONFIG) private readonly config: Pick<Config, 'origin'>,
  ) {}

  /** @throws Problem agreement.missing, request.cursor */
  async page(actor: PartnerActor, cursor: string | undefined, most: number): Promise<FeedPage> {
    const ring = this.keys.current();
    const known = cursor === undefined ? null : feedPlace(ring, actor.organisationId, cursor);
    const { agreed, rows, place } = await this.acting.as(actor, async (manager) => {
      const agreed = await agreedWith(manager, actor.organisationId);
      if (!agreed) throw new Problem('agreement.missing');
      const place = known ?? (await beginning(manager));
      const rows = await entriesAfter(manager, place, most + 1);
      await this.audit.record(manager, actor, {
        action: 'feed.read',
        subjectKind: 'feed',
        subjectId: `${place.after}-${rows.at(-1)?.position ?? place.after}`,
      });
      return { agreed, rows, place };
    });
    const given = rows.slice(0, most);
    const after = Number(given.at(-1)?.position ?? place.after);
    const next = feedCursor(ring, actor.organisationId, { after, begun: place.begun });
    const more = rows.length > most;
    return { text: await this.text(actor, agreed, given, more ? next : null), cursor: next, more };
  }

  address(cursor: string): string {
    return `${this.config.origin}/v1/feeds/person?cursor=${encodeURIComponent(cursor)}`;
  }

  private async text(actor: PartnerActor, agreed: Agreed, rows: EntryRow[], next: string | null): Promise<string> {
    const domain = domainOf(this.config.origin);
    const ids = new RecordIds(this.keys.current(), this.config.origin, actor.organisationId);
    const entries = rows.map((row): EntryToWrite => {
      const recordId = ids.person(row.id);
      if (row.content === null) return pfifTombstone(recordId, row.goneAt ?? row.entryDate);
      const { entryDate, sourceDate } = row;
      const person = agreedPart(row.content, agreed.fields);
      const expires = expiryOf(row.expiresAt, agreed.until);
      return pfifPerson({ recordId, noteId: ids.note(row.id), person, sourceDate, entryDate, expires }, domain);
    });
    const feed = {
      url: `${this.config.origin}/v1/feeds/person`,
      title: 'People who are sought',
      organisation: `Athar (${domain})`,
      updated: rows.at(-1)?.entryDate ?? new Date(),
      ...(next ? { next: this.address(next) } : {}),
    };
    let text = '';
    for await (const piece of writePersonFeed(feed, entries)) text += piece;
    return text;
  }
}

async function beginning(manager: EntityManager): Promise<FeedPlace> {
  const [feed]: { position: string }[] = await manager.query('select max(position) as position from feeds');
  return { after: 0, begun: Number(feed?.position ?? 0) };
}

/** Who was gone before the follower began is nobody whom he could know. */
function entriesAfter(manager: EntityManager, { after, begun }: FeedPlace, limit: number): Promise<EntryRow[]> {
  return manager.query(
    `select report_id as id, position, entry_date as "entryDate", source_date as "sourceDate", expires_at as "expiresAt", content,
       gone_at as "goneAt"
     from feed_entries where position > $1 and (content is not null or position > $2) order by position limit $3`,
    [after, begun, limit],
  );
}
