import {
  type Band,
  type CompiledRecord,
  compareRecords,
  compileRecord,
  type MatchRecord,
  type Model,
  type PairScore,
} from '../matching/index.js';
import { shownCount } from '../small-counts.js';
import type { RejectionReason } from '../suggestions/transitions.js';
import { calibrationError, judgedFrom } from './calibration-bins.js';
import type { DryRun } from './dry-run.js';
import { groupsOfPair, watchedGroups } from './groups-of-pair.js';
import { countMoves, falls, fallsBelow, rises, shownMoves } from './moves-between-bands.js';
import { type ReviewedBand, reviewShares } from './review-shares.js';

/** A pair of which people said whether it is one person. */
export interface DecidedPair {
  reportId: string;
  recordId: string;
  same: boolean;
  /** Why it was rejected: at least one of them says that it is two people. Empty for a confirmed one. */
  reasons: readonly RejectionReason[];
  /** By its own score, as it is stored. */
  band: Band | null;
}

export interface PastDecisions {
  decided: readonly DecidedPair[];
  /** By id; what has no profile any more cannot be compared again. */
  records: ReadonlyMap<string, MatchRecord>;
  /** Of some reports of confirmed pairs: the ids of the detention records that are stored beside them. */
  beside: ReadonlyMap<string, readonly string[]>;
  bands: readonly ReviewedBand[];
}

interface Models {
  before: Model;
  after: Model;
}

interface Rescored extends DecidedPair {
  before: PairScore;
  after: PairScore;
  report: CompiledRecord;
  record: CompiledRecord;
}

/** Fewer pairs are not summed up: a mean of three names them nearly. */
const few = 5;
/** Fewer of one answer say little about a model. */
const enough = 20;
/** Pairs between two pauses: some milliseconds. */
const inARow = 25;

/**
 * What would be different about the pairs that people decided on if another model scored them: nothing that they decided, only the figures beside it. Counts from 1 to
 * 4 are hidden, and means over fewer than five pairs. Both models are for one size class.
 * @param pause is waited for now and then, so that whoever else needs the processor gets it
 */
export async function comparePastDecisions(
  past: PastDecisions,
  models: Models,
  pause: () => Promise<void> = async () => {},
): Promise<DryRun> {
  const compiled = new Compiled(past.records);
  const pairs: Rescored[] = [];
  for (const [at, pair] of past.decided.entries()) {
    if (at % inARow === inARow - 1) await pause();
    const [report, record] = [compiled.get(pair.reportId), compiled.get(pair.recordId)];
    if (report && record)
      pairs.push({
        ...pair,
        report,
        record,
        before: compareRecords(report, record, models.before),
        after: compareRecords(report, record, models.after),
      });
  }
  const confirmed = pairs.filter(({ same }) => same);
  const rejected = pairs.filter(({ same }) => !same);
  const reasons = [...new Set(rejected.flatMap((pair) => pair.reasons))].sort();
  const review = reviewShares(past.bands);
  const notPossible: DryRun['not_possible'] = ['pairs_never_shown'];
  if (confirmed.length < enough) notPossible.push('few_confirmed');
  if (rejected.length < enough) notPossible.push('few_rejected');
  if (!review.counts) notPossible.push('few_in_a_band');
  return {
    pairs: {
      confirmed: shownCount(confirmed.length),
      rejected: shownCount(rejected.length),
      not_compared: shownCount(past.decided.length - pairs.length),
    },
    by_answer: [
      answered('confirmed', confirmed),
      ...reasons.map((reason) => {
        const own = rejected.filter((pair) => pair.reasons.includes(reason));
        return answered(reason, own);
      }),
    ],
    confirmed_below_suggested: countMoves(confirmed, fallsBelow),
    rejected_risen: countMoves(rejected, rises),
    ranks: await ranksOf(past, confirmed, compiled, models, pause),
    calibration_error: errorsOf(pairs, review.counts),
    groups: watchedGroups.map((group) => {
      const own = pairs.filter(({ report, record }) => groupsOfPair(report.source, record.source).includes(group));
      const same = own.filter((pair) => pair.same);
      return {
        group,
        pairs: shownCount(own.length),
        shift_bits:
          own.length < few ? null : rounded(mean(own, ({ before, after }) => after.matchWeight - before.matchWeight)),
        falls: countMoves(same, fallsBelow),
      };
    }),
    reviewed_share: review.shares,
    not_possible: notPossible,
  };
}

/** Each record is read once, when it is first asked for. */
class Compiled {
  private readonly done = new Map<string, CompiledRecord>();
  constructor(private readonly records: PastDecisions['records']) {}

  get(id: string): CompiledRecord | undefined {
    const record = this.records.get(id);
    if (!record) return undefined;
    const compiled = this.done.get(id) ?? compileRecord(record);
    this.done.set(id, compiled);
    return compiled;
  }
}

function answered(answer: DryRun['by_answer'][number]['answer'], pairs: Rescored[]): DryRun['by_answer'][number] {
  return {
    answer,
    pairs: shownCount(pairs.length),
    mean_bits:
      pairs.length < few
        ? null
        : {
            before: rounded(mean(pairs, ({ before }) => before.matchWeight)),
            after: rounded(mean(pairs, ({ after }) => after.matchWeight)),
          },
    falls: countMoves(pairs, falls),
    rises: countMoves(pairs, rises),
    moves: shownMoves(pairs),
  };
}

function errorsOf(
  pairs: readonly Rescored[],
  counts: ReadonlyMap<Band | null, number> | null,
): DryRun['calibration_error'] {
  const judged = pairs.filter(({ before, after }) =>
    [before, after].some(({ probabilities }) => probabilities.same >= judgedFrom),
  );
  const errorOf = (which: 'before' | 'after', countOf: (pair: Rescored) => number) => {
    const error = calibrationError(
      pairs.map((pair) => ({
        probability: pair[which].probabilities.same,
        same: pair.same,
        count: countOf(pair),
      })),
    );
    return judged.length < few || error === null ? null : rounded(error, 1000);
  };
  const plain = { before: errorOf('before', () => 1), after: errorOf('after', () => 1) };
  const weighted = counts && {
    before: errorOf('before', ({ band }) => counts.get(band) ?? 1),
    after: errorOf('after', ({ band }) => counts.get(band) ?? 1),
  };
  return { pairs: shownCount(judged.length), ...plain, weighted };
}

/** Where the confirmed record of a report stands among all that are stored beside it: first, or among the first ten. */
async function ranksOf(
  { beside }: PastDecisions,
  confirmed: readonly Rescored[],
  compiled: Compiled,
  models: Models,
  pause: () => Promise<void>,
): Promise<DryRun['ranks']> {
  const looked = confirmed.filter(({ reportId }) => beside.has(reportId));
  const places: { before: number; after: number }[] = [];
  for (const { report, reportId, recordId, before, after } of looked) {
    await pause();
    const others = beside.get(reportId)!.flatMap((id) => (id === recordId ? [] : (compiled.get(id) ?? [])));
    const above = (model: Model, own: PairScore) =>
      others.filter((other) => compareRecords(report, other, model).matchWeight > own.matchWeight).length;
    places.push({ before: above(models.before, before), after: above(models.after, after) });
  }
  const recall = (within: number, which: 'before' | 'after') =>
    rounded(places.filter((place) => place[which] < within).length / places.length, 1000);
  const both = (within: number) =>
    looked.length < few ? null : { before: recall(within, 'before'), after: recall(within, 'after') };
  return { reports: shownCount(looked.length), recall_at_1: both(1), recall_at_10: both(10) };
}

const mean = (pairs: readonly Rescored[], of: (pair: Rescored) => number) =>
  pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
const rounded = (value: number, parts = 100) => Math.round(value * parts) / parts + 0;
