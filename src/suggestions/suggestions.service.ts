import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { Actor } from '../access/actor.js';
import { mayBeRead, reaches } from '../access/object-checks.js';
import { Audit } from '../audit/audit.js';
import { DetentionRecord } from '../detention-records/detention-record.entity.js';
import { Import, ImportRow } from '../imports/import.entity.js';
import { type ExplanationLocale, explain } from '../matching/index.js';
import { PersonNameRow } from '../person-names/person-name.entity.js';
import { GazetteerService } from '../places/gazetteer.service.js';
import { Report } from '../reports/report.entity.js';
import { Source } from '../sources/source.entity.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { weightsHidden } from './blind.js';
import { claimsOf } from './claims.js';
import { accountsOf, eventsOf, eventView, opinionsOf } from './history.js';
import { ownOpinions } from './own-opinions.js';
import { narrow, type QueueFilter } from './queue-filter.js';
import { type ShownExplanation, shownExplanation } from './shown-explanation.js';
import { Suggestion } from './suggestion.entity.js';
import {
  explanationView,
  hidesWeights,
  inFull,
  isBlind,
  type PairRows,
  type SuggestionDetail,
  type SuggestionSummary,
  suggestionSummary,
} from './suggestion-view.js';

export interface SuggestionFilter extends QueueFilter {
  limit: number;
  cursor?: string;
}

/** How many other candidates of the same report or record are shown beside a pair. */
const otherCandidatesShown = 10;

/** Reads suggestions for staff. */
@Injectable()
export class SuggestionsService {
  constructor(
    private readonly acting: Acting,
    private readonly gazetteer: GazetteerService,
    private readonly audit: Audit,
  ) {}

  /** Those of the reports that the actor reaches, heaviest first; the order is stable, so a cursor neither skips nor repeats while weights stay. */
  list(actor: Actor, filter: SuggestionFilter): Promise<{ items: SuggestionSummary[]; next: string | null }> {
    const after = decodeCursor(filter.cursor, ['weight', 'id']);
    return this.acting.as(actor, async (manager) => {
      const query = reachedSuggestions(manager)
        .orderBy({ 'suggestion.matchWeight': 'DESC', 'suggestion.id': 'DESC' })
        .limit(filter.limit + 1);
      narrow(query, filter);
      if (!filter.state) query.andWhere(inSight);
      if (after) {
        query.andWhere('(suggestion.matchWeight, suggestion.id) < (cast(:weight as float8), cast(:id as uuid))', {
          weight: after[0],
          id: after[1],
        });
      }
      const suggestions = await query.getMany();
      const shown = suggestions.slice(0, filter.limit);
      const items = (await rowsOf(manager, actor.id, shown)).map(suggestionSummary);
      await this.audit.record(manager, actor, {
        action: 'suggestions.listed',
        subjectKind: 'suggestion',
        seen: shown.map((suggestion) => suggestion.id),
      });
      const last = shown.at(-1);
      return {
        items,
        next: suggestions.length > filter.limit && last ? encodeCursor([last.matchWeight, last.id]) : null,
      };
    });
  }

  /** What stands in the list. Written down as a look: the answer to a decision that is sent again shows the names again. */
  summary(actor: Actor, id: string): Promise<SuggestionSummary> {
    return this.acting.as(actor, async (manager) => {
      const [rows] = await rowsOf(manager, actor.id, [await this.find(manager, id)]);
      await this.audit.record(manager, actor, {
        action: 'suggestion.viewed',
        subjectKind: 'suggestion',
        subjectId: id,
      });
      return suggestionSummary(rows);
    });
  }

  /** Why a pair was suggested; without a number for whoever has it in his blind sample and has not judged. Written down as a look. */
  async explanation(actor: Actor, id: string, locale: ExplanationLocale): Promise<ShownExplanation> {
    const { nameOfCode } = await this.gazetteer.load();
    return this.acting.as(actor, async (manager) => {
      const suggestion = await this.find(manager, id);
      const ownOpinion = (await ownOpinions(manager, actor.id, [suggestion])).get(suggestion.id) ?? null;
      const hidden = weightsHidden(suggestion, actor.id, ownOpinion !== null);
      await this.audit.record(manager, actor, {
        action: 'suggestion.viewed',
        subjectKind: 'suggestion',
        subjectId: id,
      });
      return shownExplanation(
        explain(suggestion.score, locale, { placeName: nameOfCode, band: suggestion.band }),
        hidden,
      );
    });
  }

  async detail(actor: Actor, id: string, locale: ExplanationLocale): Promise<SuggestionDetail> {
    const gazetteer = await this.gazetteer.load();
    return this.acting.as(actor, async (manager) => {
      const suggestion = await this.find(manager, id);
      const [rows] = await rowsOf(manager, actor.id, [suggestion]);
      const blind = isBlind(rows);
      const others = await reachedSuggestions(manager)
        .andWhere('(suggestion.reportId = :report or suggestion.detentionRecordId = :record)', {
          report: suggestion.reportId,
          record: suggestion.detentionRecordId,
        })
        .andWhere(`suggestion.id <> :id and ${inSight}`, { id })
        .orderBy({ 'suggestion.matchWeight': 'DESC', 'suggestion.id': 'DESC' })
        .limit(otherCandidatesShown)
        .getMany();
      const detail = {
        ...suggestionSummary(rows),
        explanation: explanationView(
          shownExplanation(
            explain(suggestion.score, locale, { placeName: gazetteer.nameOfCode, band: suggestion.band }),
            hidesWeights(rows),
          ),
        ),
        blind: hidesWeights(rows),
        own_opinion: rows.reader.ownOpinion,
        opinions: blind ? [] : await opinionsOf(manager, suggestion),
        matcher_version: suggestion.matcherVersion,
        model_version: suggestion.modelVersion,
        size_class: suggestion.sizeClass,
        evidence: blind ? null : suggestion.evidence,
        ...inFull(rows, await mayBeRead(manager, suggestion.reportId)),
        original_row: await originalRow(manager, rows.record),
        events: (await eventsOf(manager, id, actor.id, blind)).map(eventView),
        other_candidates: (await rowsOf(manager, actor.id, others)).map(suggestionSummary),
      };
      await this.audit.record(manager, actor, {
        action: 'suggestion.viewed',
        subjectKind: 'suggestion',
        subjectId: id,
        seen: others.map((other) => other.id),
      });
      return detail;
    });
  }

  /** Another organisation's suggestion and one that does not exist read the same. */
  private async find(manager: EntityManager, id: string): Promise<Suggestion> {
    const suggestion = await reachedSuggestions(manager).andWhere('suggestion.id = :id', { id }).getOne();
    if (!suggestion) throw new Denied({ action: 'suggestion.viewed', subjectKind: 'suggestion', subjectId: id });
    return suggestion;
  }
}

/** Out of date: shown only to who asks for that state. What is withheld is shown to nobody. */
const inSight = "suggestion.state <> 'stale'";

/** The suggestions that the actor of this transaction reaches. */
const reachedSuggestions = (manager: EntityManager) =>
  manager.createQueryBuilder(Suggestion, 'suggestion').where(reaches.suggestion.condition);

async function originalRow(manager: EntityManager, record: DetentionRecord) {
  const from = await manager.findOneBy(Import, { sourceId: record.sourceId });
  const row = from && (await manager.findOneBy(ImportRow, { importId: from.id, rowNumber: record.rowNumber }));
  if (!from || !row) return [];
  const columns = from.inspection?.columns ?? [];
  return row.cells.map((cell, i) => ({ heading: columns[i]?.heading ?? '', cell }));
}

/** Everything that is shown of these pairs to one reader, in a handful of queries whatever their number. */
async function rowsOf(manager: EntityManager, readerId: string, suggestions: Suggestion[]): Promise<PairRows[]> {
  if (suggestions.length === 0) return [];
  const reportIds = suggestions.map((suggestion) => suggestion.reportId);
  const recordIds = suggestions.map((suggestion) => suggestion.detentionRecordId);
  const reports = await manager.findBy(Report, { id: In(reportIds) });
  const records = await manager.findBy(DetentionRecord, { id: In(recordIds) });
  const names = await manager.find(PersonNameRow, {
    where: [{ reportId: In(reportIds) }, { detentionRecordId: In(recordIds) }],
    order: { position: 'ASC' },
  });
  const sources = await manager.findBy(Source, { id: In(records.map((record) => record.sourceId)) });
  const proposers = await accountsOf(
    manager,
    suggestions.map((suggestion) => suggestion.proposedBy),
  );
  const own = await ownOpinions(manager, readerId, suggestions);
  const claims = await claimsOf(manager, readerId, suggestions);
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
      reader: {
        id: readerId,
        ownOpinion: own.get(suggestion.id) ?? null,
        claim: claims.get(suggestion.id) ?? null,
      },
    };
  });
}

function one<T extends { id: string }>(rows: T[], id: string): T {
  const row = rows.find((candidate) => candidate.id === id);
  if (!row) throw new Error('A row that a foreign key points at is missing.');
  return row;
}
