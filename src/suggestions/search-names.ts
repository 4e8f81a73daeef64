import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../access/actor.js';
import { Audit } from '../audit/audit.js';
import { compareNames, compileName } from '../matching/index.js';
import { type PersonNameRow, toPersonName } from '../person-names/person-name.entity.js';

export interface NameHit {
  kind: 'report' | 'detention_record';
  id: string;
  name: string;
  /** 0 to 1; for ordering, not a probability. */
  similarity: number;
}

const rowsPerRead = 5_000;
/** Below this two names have hardly a token in common. */
const leastSimilarity = 0.5;

/** Finds people by name in any script, by comparing with every name that is kept. For staff; every search is written down. */
@Injectable()
export class SearchNames {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** @returns the most similar first, each report or record once, at most `limit`. */
  async search(actor: Actor, text: string, limit: number): Promise<NameHit[]> {
    // The words searched for are not written down: the trail holds no names.
    await this.audit.record(this.dataSource.manager, actor, { action: 'names.searched', subjectKind: 'person' });
    const wanted = compileName({ raw: text });
    const best = new Map<string, NameHit>();
    for await (const row of this.allNames(actor)) {
      const { similarity } = compareNames(wanted, toPersonName(row));
      const id = row.reportId ?? row.detentionRecordId;
      if (!id || similarity < leastSimilarity || similarity <= (best.get(id)?.similarity ?? 0)) continue;
      best.set(id, { kind: row.reportId ? 'report' : 'detention_record', id, name: row.raw, similarity });
    }
    return [...best.values()].sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1)).slice(0, limit);
  }

  private async *allNames(actor: Actor): AsyncGenerator<PersonNameRow> {
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const rows: PersonNameRow[] = await this.dataSource.query(
        `select n.id, n.report_id as "reportId", n.detention_record_id as "detentionRecordId", n.raw, n.given_raw as "givenRaw",
                n.father_raw as "fatherRaw", n.grandfather_raw as "grandfatherRaw", n.family_raw as "familyRaw"
         from person_names n
         left join reports r on r.id = n.report_id
         left join detention_records d on d.id = n.detention_record_id
         where n.person = 'sought' and n.id > $1 and coalesce(r.organisation_id, d.organisation_id) = $2
         order by n.id limit $3`,
        [after, actor.organisationId, rowsPerRead],
      );
      yield* rows;
      const last = rows.at(-1);
      if (!last || rows.length < rowsPerRead) return;
      after = last.id;
    }
  }
}
