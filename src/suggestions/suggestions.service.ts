import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Account } from '../access/account.entity.js';
import type { Actor } from '../access/actor.js';
import { Audit } from '../audit/audit.js';
import { DetentionRecord } from '../detention-records/detention-record.entity.js';
import { Problem } from '../errors.js';
import { Import, ImportRow } from '../imports/import.entity.js';
import { type Band, explain } from '../matching/index.js';
import { PersonNameRow } from '../person-names/person-name.entity.js';
import { GazetteerService } from '../places/gazetteer.service.js';
import { Report } from '../reports/report.entity.js';
import { Source } from '../sources/source.entity.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { Suggestion, SuggestionEvent } from './suggestion.entity.js';
import {
  explanationView,
  inFull,
  type PairRows,
  type SuggestionDetail,
  type SuggestionSummary,
  suggestionSummary,
} from './suggestion-view.js';
import type { SuggestionState } from './transitions.js';

export interface SuggestionFilter {
  band?: Band;
  state?: SuggestionState;
  report_id?: string;
  limit: number;
  cursor?: string;
}

/** How many other candidates of the same report or record are shown beside a pair. */
const otherCandidatesShown = 10;

/** Reads suggestions for staff. Stale ones are shown only when asked for by state. */
@Injectable()
export class SuggestionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly gazetteer: GazetteerService,
    private readonly audit: Audit,
  ) {}

  /** Heaviest first; the order is stable, so a cursor neither skips nor repeats while weights stay. */
  async list(actor: Actor, filter: SuggestionFilter): Promise<{ items: SuggestionSummary[]; next: string | null }> {
    const after = decodeCursor(filter.cursor, ['weight', 'id']);
    const query = this.dataSource
      .getRepository(Suggestion)
      .createQueryBuilder('s')
      .where('s.organisationId = :organisation', { organisation: actor.organisationId })
      .orderBy({ 's.matchWeight': 'DESC', 's.id': 'DESC' })
      .limit(filter.limit + 1);
    if (filter.band) query.andWhere('s.band = :band', { band: filter.band });
    if (filter.state) query.andWhere('s.state = :state', { state: filter.state });
    else query.andWhere("s.state <> 'stale'");
    if (filter.report_id) query.andWhere('s.reportId = :report', { report: filter.report_id });
    if (after) {
      query.andWhere('(s.matchWeight, s.id) < (cast(:weight as float8), cast(:id as uuid))', {
        weight: after[0],
        id: after[1],
      });
    }
    const suggestions = await query.getMany();
    const shown = suggestions.slice(0, filter.limit);
    await this.audit.record(this.dataSource.manager, actor, {
      action: 'suggestions.listed',
      subjectKind: 'suggestion',
    });
    const last = shown.at(-1);
    return {
      items: (await this.rowsOf(shown)).map(suggestionSummary),
      next: suggestions.length > filter.limit && last ? encodeCursor([last.matchWeight, last.id]) : null,
    };
  }

  async summary(actor: Actor, id: string): Promise<SuggestionSummary> {
    const [rows] = await this.rowsOf([await this.find(actor, id)]);
    return suggestionSummary(rows);
  }

  async detail(actor: Actor, id: string, locale: 'ar' | 'en'): Promise<SuggestionDetail> {
    const suggestion = await this.find(actor, id);
    const [rows] = await this.rowsOf([suggestion]);
    const gazetteer = await this.gazetteer.load();
    const manager = this.dataSource.manager;
    const others = await manager
      .createQueryBuilder(Suggestion, 's')
      .where('(s.reportId = :report or s.detentionRecordId = :record)', {
        report: suggestion.reportId,
        record: suggestion.detentionRecordId,
      })
      .andWhere("s.id <> :id and s.state <> 'stale' and s.organisationId = :organisation", {
        id,
        organisation: actor.organisationId,
      })
      .orderBy({ 's.matchWeight': 'DESC', 's.id': 'DESC' })
      .limit(otherCandidatesShown)
      .getMany();
    return {
      ...suggestionSummary(rows),
      explanation: explanationView(explain(suggestion.score, locale, { placeName: gazetteer.nameOfCode })),
      matcher_version: suggestion.matcherVersion,
      model_version: suggestion.modelVersion,
      evidence: suggestion.evidence,
      ...inFull(rows),
      original_row: await this.originalRow(rows.record),
      events: await this.events(id),
      other_candidates: (await this.rowsOf(others)).map(suggestionSummary),
    };
  }

  /** Another organisation's suggestion and one that does not exist read the same. Every look is written down, refused ones too. */
  private async find(actor: Actor, id: string): Promise<Suggestion> {
    const suggestion = await this.dataSource
      .getRepository(Suggestion)
      .findOneBy({ id, organisationId: actor.organisationId });
    await this.audit.record(this.dataSource.manager, actor, {
      action: 'suggestion.viewed',
      subjectKind: 'suggestion',
      subjectId: id,
      outcome: suggestion ? 'done' : 'denied',
    });
    if (!suggestion) throw new Problem('access.not_found');
    return suggestion;
  }

  private async originalRow(record: DetentionRecord) {
    const manager = this.dataSource.manager;
    const from = await manager.findOneBy(Import, { sourceId: record.sourceId });
    const row = from && (await manager.findOneBy(ImportRow, { importId: from.id, rowNumber: record.rowNumber }));
    if (!from || !row) return [];
    const { headings } = from;
    return row.cells.map((cell, i) => ({ heading: headings[i] ?? '', cell }));
  }

  private async events(suggestionId: string): Promise<SuggestionDetail['events']> {
    const events = await this.dataSource
      .getRepository(SuggestionEvent)
      .find({ where: { suggestionId }, order: { suggestionRevision: 'ASC', at: 'ASC' } });
    const accounts = await this.accounts(events.map((event) => event.accountId));
    return events.map((event) => ({
      at: event.at.toISOString(),
      actor: accounts.get(event.accountId ?? '')?.displayName ?? null,
      kind: event.kind,
      from_state: event.fromState,
      to_state: event.toState,
      reason: event.reason,
      note: event.note,
      evidence: event.evidence,
    }));
  }

  private async accounts(ids: (string | null)[]): Promise<Map<string, Account>> {
    const accounts = await this.dataSource.getRepository(Account).findBy({ id: In([...new Set(ids.filter(Boolean))]) });
    return new Map(accounts.map((account) => [account.id, account]));
  }

  /** Everything that is shown of these pairs, in five queries whatever their number. */
  private async rowsOf(suggestions: Suggestion[]): Promise<PairRows[]> {
    if (suggestions.length === 0) return [];
    const manager = this.dataSource.manager;
    const reportIds = suggestions.map((suggestion) => suggestion.reportId);
    const recordIds = suggestions.map((suggestion) => suggestion.detentionRecordId);
    const reports = await manager.findBy(Report, { id: In(reportIds) });
    const records = await manager.findBy(DetentionRecord, { id: In(recordIds) });
    const names = await manager.find(PersonNameRow, {
      where: [{ reportId: In(reportIds) }, { detentionRecordId: In(recordIds) }],
      order: { position: 'ASC' },
    });
    const sources = await manager.findBy(Source, { id: In(records.map((record) => record.sourceId)) });
    const proposers = await this.accounts(suggestions.map((suggestion) => suggestion.proposedBy));
    return suggestions.map((suggestion) => {
      const record = one(records, suggestion.detentionRecordId);
      return {
        suggestion,
        report: one(reports, suggestion.reportId),
        reportNames: names.filter((row) => row.reportId === suggestion.reportId),
        record,
        recordNames: names.filter((row) => row.detentionRecordId === suggestion.detentionRecordId),
        source: one(sources, record.sourceId),
        proposer: proposers.get(suggestion.proposedBy ?? '')?.login ?? null,
      };
    });
  }
}

function one<T extends { id: string }>(rows: T[], id: string): T {
  const row = rows.find((candidate) => candidate.id === id);
  if (!row) throw new Error('A row that a foreign key points at is missing.');
  return row;
}
