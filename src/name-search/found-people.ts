import { type EntityManager, In } from 'typeorm';
import { reaches } from '../access/object-checks.js';
import { Case, CaseReport } from '../cases/case.entity.js';
import { fromColumns } from '../database/fuzzy-date-columns.js';
import { DetentionRecord } from '../detention-records/detention-record.entity.js';
import { PersonNameRow } from '../person-names/person-name.entity.js';
import { Report } from '../reports/report.entity.js';
import { Source } from '../sources/source.entity.js';
import { Suggestion } from '../suggestions/suggestion.entity.js';
import { dateView } from '../views.js';
import type { NameHit } from './search-names.js';
import type { NameSearchHit } from './search-view.js';

/** What is shown of the people that a search found, in the same order, in seven queries whatever their number. */
export async function foundPeople(manager: EntityManager, hits: NameHit[]): Promise<NameSearchHit[]> {
  if (hits.length === 0) return [];
  const ids = hits.map(({ id }) => id);
  const reports = byId(await manager.findBy(Report, { id: In(ids) }));
  const records = byId(await manager.findBy(DetentionRecord, { id: In(ids) }));
  const sources = byId(await manager.findBy(Source, { id: In([...records.values()].map(({ sourceId }) => sourceId)) }));
  const names = await manager.find(PersonNameRow, {
    where: [
      { reportId: In(ids), person: 'sought' },
      { detentionRecordId: In(ids), person: 'sought' },
    ],
    order: { position: 'ASC' },
  });
  const suggestions = await manager
    .createQueryBuilder(Suggestion, 'suggestion')
    .where(reaches.suggestion.condition)
    .andWhere('(suggestion.reportId in (:...ids) or suggestion.detentionRecordId in (:...ids))', { ids })
    .andWhere("suggestion.state <> 'stale'")
    .orderBy({ 'suggestion.matchWeight': 'DESC', 'suggestion.id': 'DESC' })
    .getMany();
  const links = await manager.findBy(CaseReport, { reportId: In([...reports.keys()]) });
  const cases = byId(await manager.findBy(Case, { id: In(links.map(({ caseId }) => caseId)) }));
  return hits.flatMap((hit) => {
    const person = reports.get(hit.id) ?? records.get(hit.id);
    if (!person) return [];
    const spellings = names.filter((row) => (row.reportId ?? row.detentionRecordId) === hit.id).map(({ raw }) => raw);
    const link = links.find(({ reportId }) => reportId === hit.id);
    const whole = link && cases.get(link.caseId);
    const suggestion = suggestions.find((one) => one.reportId === hit.id || one.detentionRecordId === hit.id);
    return [
      {
        kind: hit.kind,
        id: hit.id,
        name: hit.name,
        asked: hit.asked,
        closeness: hit.closeness,
        other_spellings: [...new Set(spellings)].filter((raw) => raw !== hit.name),
        ...('disappeared' in person ? ofReport(person) : ofRecord(person, sources.get(person.sourceId))),
        case: whole ? { id: whole.id, locator: whole.locator } : null,
        suggestion: suggestion ? { id: suggestion.id, state: suggestion.state } : null,
      },
    ];
  });
}

const byId = <T extends { id: string }>(rows: T[]): Map<string, T> => new Map(rows.map((row) => [row.id, row]));

type Said = Pick<NameSearchHit, 'sex' | 'birth' | 'event' | 'place' | 'report_state' | 'source'>;

function ofReport(report: Report): Said {
  return {
    sex: report.sex,
    birth: dateView(fromColumns(report.birth)),
    event: dateView(fromColumns(report.disappeared)),
    place: joined([report.placeRaw, report.governorateRaw]),
    report_state: report.state,
    source: null,
  };
}

function ofRecord(record: DetentionRecord, source: Source | undefined): Said {
  return {
    sex: record.sex,
    birth: dateView(fromColumns(record.birth)),
    event: dateView(fromColumns(record.event)),
    place: joined([record.facilityRaw, record.communityRaw, record.districtRaw, record.governorateRaw]),
    report_state: null,
    source: source ? { title: source.title, row_number: record.rowNumber } : null,
  };
}

const joined = (texts: (string | null)[]): string | null => texts.filter(Boolean).join(' · ') || null;
