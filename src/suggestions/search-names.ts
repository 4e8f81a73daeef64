import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting } from '../access/acting.js';
import type { Actor } from '../access/actor.js';
import { reaches } from '../access/object-checks.js';
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
    private readonly acting: Acting,
    private readonly audit: Audit,
  ) {}

  /** Among the reports and records that the actor reaches. @returns the most similar first, each once, at most `limit`. */
  search(actor: Actor, text: string, limit: number): Promise<NameHit[]> {
    const wanted = compileName({ raw: text });
    return this.acting.as(actor, async (manager) => {
      const best = new Map<string, NameHit>();
      for await (const row of allNames(manager)) {
        const { similarity } = compareNames(wanted, toPersonName(row));
        const id = row.reportId ?? row.detentionRecordId;
        if (!id || similarity < leastSimilarity || similarity <= (best.get(id)?.similarity ?? 0)) continue;
        best.set(id, { kind: row.reportId ? 'report' : 'detention_record', id, name: row.raw, similarity });
      }
      const hits = [...best.values()]
        .sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1))
        .slice(0, limit);
      // The words searched for are not written down: the trail holds no names.
      await this.audit.record(manager, actor, {
        action: 'names.searched',
        subjectKind: 'person',
        seen: hits.map((hit) => hit.id),
      });
      return hits;
    });
  }
}

async function* allNames(manager: EntityManager): AsyncGenerator<PersonNameRow> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows: PersonNameRow[] = await manager.query(
      `select n.id, n.report_id as "reportId", n.detention_record_id as "detentionRecordId", n.raw, n.given_raw as "givenRaw",
                n.father_raw as "fatherRaw", n.grandfather_raw as "grandfatherRaw", n.family_raw as "familyRaw"
         from person_names n
         where n.person = 'sought' and n.id > $1
           and (exists (select 1 from reports report where report.id = n.report_id and ${reaches.report.condition})
             or exists (select 1 from detention_records record
                        where record.id = n.detention_record_id and ${reaches.detention_record.condition}))
         order by n.id limit $2`,
      [after, rowsPerRead],
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < rowsPerRead) return;
    after = last.id;
  }
}
