import type { EntityManager } from 'typeorm';
import { reaches } from '../access/object-checks.js';
import type { PlaceCodes } from '../matching/record.js';
import type { PersonNameRow } from '../person-names/person-name.entity.js';
import type { NameSearchFilters } from './search-body.js';

const rowsPerRead = 2_000;

/** Where the filter's place was read; null when no place is asked for. */
export type Filters = Omit<NameSearchFilters, 'place'> & { place: PlaceCodes | null };

/** What is compared of one written name. */
export type NameInReach = Pick<
  PersonNameRow,
  'id' | 'reportId' | 'detentionRecordId' | 'raw' | 'givenRaw' | 'fatherRaw' | 'grandfatherRaw' | 'familyRaw'
>;

/**
 * Every written name of the sought people that the actor of this transaction reaches and that the filters leave in, some thousands at a time.
 * What is not recorded contradicts no filter: lists leave most fields blank.
 */
export async function* namesInReach(manager: EntityManager, filters: Filters): AsyncGenerator<NameInReach[]> {
  const { kind, birth_from, birth_to, event_from, event_to, place, list_id } = filters;
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows: NameInReach[] = await manager.query(
      `select n.id, n.report_id as "reportId", n.detention_record_id as "detentionRecordId", n.raw, n.given_raw as "givenRaw",
                n.father_raw as "fatherRaw", n.grandfather_raw as "grandfatherRaw", n.family_raw as "familyRaw"
         from person_names n
         where n.person = 'sought' and n.id > $1
           and ($3 in ('report', 'any') and n.report_id is not null and exists (
               select 1 from reports report where report.id = n.report_id and ${reaches.report.condition}
                 and ($4::date is null or coalesce(report.birth_latest, $4) >= $4)
                 and ($5::date is null or coalesce(report.birth_earliest, $5) <= $5)
                 and ($6::date is null or coalesce(report.disappeared_latest, $6) >= $6)
                 and ($7::date is null or coalesce(report.disappeared_earliest, $7) <= $7)
                 and ($8::text is null or (
                   select coalesce(bool_or(p.g = $8 and coalesce(p.d = $9, true) and coalesce(p.s = $10, true) and coalesce(p.c = $11, true)), true)
                   from (values (report.governorate, report.district, report.subdistrict, report.community),
                     (report.home_governorate, report.home_district, report.home_subdistrict, report.home_community),
                     (report.birth_place_governorate, report.birth_place_district, report.birth_place_subdistrict, report.birth_place_community))
                     p(g, d, s, c) where p.g is not null)))
             or $3 in ('detention_record', 'any') and n.detention_record_id is not null and exists (
               select 1 from detention_records record
               where record.id = n.detention_record_id and record.withdrawn_at is null and ${reaches.detention_record.condition}
                 -- Two people have to look at its file first: until then it is nobody's answer.
                 and not exists (select 1 from quarantined_records q where q.detention_record_id = record.id)
                 and ($4::date is null or coalesce(record.birth_latest, $4) >= $4)
                 and ($5::date is null or coalesce(record.birth_earliest, $5) <= $5)
                 and ($6::date is null or coalesce(record.event_latest, $6) >= $6)
                 and ($7::date is null or coalesce(record.event_earliest, $7) <= $7)
                 and ($12::uuid is null or exists (
                   select 1 from imports i where i.source_id = record.source_id and i.list_id = $12))
                 and ($8::text is null or (
                   select coalesce(bool_or(p.g = $8 and coalesce(p.d = $9, true) and coalesce(p.s = $10, true) and coalesce(p.c = $11, true)), true)
                   from (values (record.governorate, record.district, record.subdistrict, record.community),
                     (record.home_governorate, record.home_district, record.home_subdistrict, record.home_community),
                     (record.birth_place_governorate, record.birth_place_district, record.birth_place_subdistrict, record.birth_place_community),
                     (record.arrest_place_governorate, record.arrest_place_district, record.arrest_place_subdistrict, record.arrest_place_community))
                     p(g, d, s, c) where p.g is not null))))
         order by n.id limit $2`,
      [
        after,
        rowsPerRead,
        list_id ? 'detention_record' : (kind ?? 'any'),
        birth_from ?? null,
        birth_to ?? null,
        event_from ?? null,
        event_to ?? null,
        place?.governorate ?? null,
        place?.district ?? null,
        place?.subdistrict ?? null,
        place?.community ?? null,
        list_id ?? null,
      ],
    );
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < rowsPerRead) return;
    after = last.id;
  }
}
