import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { reaches } from '../access/object-checks.js';
import { Audit } from '../audit/audit.js';
import { builtInModelFile, type ModelFile, matcherVersion } from '../matching/index.js';
import { shownCount } from '../small-counts.js';
import { readMeasure } from '../snapshot/measure.js';
import { shareInterval } from '../suggestions/share-interval.js';
import { cannotTell, type RejectionReason } from '../suggestions/transitions.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { calibrationBins, calibrationError, type PredictedPair } from './calibration-bins.js';
import { hideSmallCells } from './hide-small-cells.js';
import type { CalibrationView, DisagreementsView } from './judgement-views.js';
import { type ModelInUseView, type ModelView, modelView, weightsView } from './model-view.js';
import { isDecided } from './read-decisions.js';

interface StoredModel {
  hash: string;
  version: string;
  estimated: ModelFile['estimated'];
  addedBy: string | null;
  addedAt: Date;
}

/** Fewer pairs are not summed up. */
const few = 5;
const mostJudged = 20_000;

const storedColumns = `hash, version, file::json->'estimated' as estimated, added_by as "addedBy", added_at as "addedAt"`;
const asFile = ({ hash, version, estimated, addedBy, addedAt }: StoredModel) => ({
  file: { hash, version, estimated },
  addedBy,
  addedAt,
});
const cameWithTheProgram = { file: builtInModelFile, addedBy: null, addedAt: null };

/** The models there are, and how far people agree with the one in use. */
@Injectable()
export class Models {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
  ) {}

  /** Newest first; the one that came with the program at the end, unless it is stored. */
  list(
    actor: StaffActor,
    page: { limit: number; cursor?: string },
  ): Promise<{ items: ModelView[]; next: string | null }> {
    const [at, hash] = decodeCursor(page.cursor, ['time', 'key']) ?? [null, null];
    return this.acting.as(actor, async (manager) => {
      const stored: StoredModel[] = await manager.query(
        `select ${storedColumns} from matching_models where $1::timestamptz is null or (added_at, hash) < ($1::timestamptz, $2)
         order by added_at desc, hash desc limit $3`,
        [at, hash, page.limit + 1],
      );
      const hashes = await hashesOf(manager);
      const shown = stored.slice(0, page.limit);
      const isLast = stored.length <= page.limit;
      const items = shown.map((model) => modelView(asFile(model), hashes));
      if (isLast && !(await isStored(manager, hashes.builtIn))) items.push(modelView(cameWithTheProgram, hashes));
      await this.audit.record(manager, actor, { action: 'models.listed', subjectKind: 'model' });
      const last = shown.at(-1);
      return { items, next: isLast || !last ? null : encodeCursor([last.addedAt.toISOString(), last.hash]) };
    });
  }

  inUse(actor: StaffActor): Promise<ModelInUseView> {
    return this.acting.as(actor, async (manager) => {
      const measure = await readMeasure(manager);
      const [stored]: StoredModel[] = await manager.query(
        `select ${storedColumns} from matching_models where hash = $1`,
        [measure.model.hash],
      );
      const [change]: { since: Date }[] = await manager.query(
        `select decided_at as since from model_changes where matcher_version = $1 and decision in ('confirmed', 'at_once')
         order by decided_at desc, id desc limit 1`,
        [matcherVersion],
      );
      await this.audit.record(manager, actor, { action: 'model.viewed', subjectKind: 'model' });
      return {
        ...modelView(stored ? asFile(stored) : cameWithTheProgram, await hashesOf(manager)),
        since: change?.since.toISOString() ?? null,
        ...weightsView(measure),
      };
    });
  }

  /** How far the predictions of the model in use are from what people found: of the pairs that it scored and the actor reaches. */
  calibration(actor: StaffActor): Promise<CalibrationView> {
    return this.acting.as(actor, async (manager) => {
      const { model } = await readMeasure(manager);
      const pairs: PredictedPair[] = await manager.query(
        `select (suggestion.score->'probabilities'->>'same')::float8 as probability, suggestion.state = 'confirmed' as same
         from suggestions suggestion where ${isDecided} and suggestion.model_version = $2 and ${reaches.suggestion.condition}
         order by suggestion.decided_at desc, suggestion.id limit $3`,
        [cannotTell, model.version, mostJudged],
      );
      await this.audit.record(manager, actor, { action: 'model.calibration_viewed', subjectKind: 'model' });
      return calibrationView(pairs);
    });
  }

  /** Where the model in use and people differ most: confirmed pairs that it thinks unlikely, and rejected ones that it thinks likely. */
  disagreements(actor: StaffActor, limit: number): Promise<DisagreementsView> {
    return this.acting.as(actor, async (manager) => {
      const { model } = await readMeasure(manager);
      const rows: (Omit<DisagreementsView['items'][number], 'decision'> & { same: boolean })[] = await manager.query(
        `select id as suggestion_id, report_id, detention_record_id, same, reasons, band, match_weight, probability from (
           select suggestion.*, suggestion.state = 'confirmed' as same, (suggestion.score->'probabilities'->>'same')::float8 as probability,
             case suggestion.state when 'rejected' then suggestion.decision_reasons else '{}' end as reasons
           from suggestions suggestion where ${isDecided} and suggestion.model_version = $2 and ${reaches.suggestion.condition}) judged
         where abs(same::int - probability) > 0.5 order by abs(same::int - probability) desc, id limit $3`,
        [cannotTell, model.version, limit],
      );
      await this.audit.record(manager, actor, {
        action: 'model.disagreements_viewed',
        subjectKind: 'model',
        seen: rows.map(({ suggestion_id }) => suggestion_id),
      });
      return {
        items: rows.map(({ same, ...row }) => ({
          ...row,
          reasons: row.reasons as RejectionReason[],
          decision: same ? 'same' : 'not_same',
        })),
      };
    });
  }
}

function calibrationView(pairs: readonly PredictedPair[]): CalibrationView {
  const bins = calibrationBins(pairs);
  const counts = hideSmallCells(bins.map((bin) => bin.pairs));
  const error = pairs.length < few ? null : calibrationError(pairs);
  const rounded = (value: number) => Math.round(value * 1000) / 1000;
  return {
    pairs: shownCount(pairs.length),
    bins: bins.map(({ from, to, pairs: inside, same, predicted }, at) => {
      const interval = inside < few ? null : shareInterval(same, inside);
      return {
        from,
        to,
        count: counts[at]!,
        predicted: inside < few ? null : rounded(predicted),
        same: interval && {
          share: rounded(interval.share),
          low: rounded(interval.low),
          high: rounded(interval.high),
        },
      };
    }),
    error: error === null ? null : rounded(error),
    not_possible: ['pairs_never_shown'],
  };
}

async function hashesOf(manager: EntityManager) {
  return { inUse: (await readMeasure(manager)).model.hash, builtIn: builtInModelFile.hash };
}

async function isStored(manager: EntityManager, hash: string): Promise<boolean> {
  const rows: unknown[] = await manager.query('select 1 from matching_models where hash = $1', [hash]);
  return rows.length > 0;
}
