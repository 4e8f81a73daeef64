import { keysByReport, type ReportRecordPair, rankOfFirst, recallAt } from '../demonstration/index.js';
import { type JudgedCandidate, type Ranking, type ReliabilityBin, rankCandidates, reliability } from './ranking.js';

/** A pair of a file of pairs; of one report the best first. */
export interface LinkedPair extends ReportRecordPair {
  weight: number;
  /** Null in files that do not give it. */
  probability: number | null;
}

export interface LinkedPairsInput {
  /** Pairs that are one person. */
  truth: readonly ReportRecordPair[];
  /** Pairs of two people of one family: counted, never right. */
  relatives: readonly ReportRecordPair[];
  pairs: readonly LinkedPair[];
  /** Groups that a report belongs to, as `sex: female`; empty when nothing is known of it. */
  groupsOf: (reportKey: string) => readonly string[];
}

export interface GroupFigures {
  group: string;
  /** Reports with a true record. */
  reports: number;
  recall_at_1: number;
  recall_at_10: number;
}

export interface LinkedPairsEvaluation
  extends Omit<Ranking, 'calibration_error' | 'calibration_error_from_one_in_ten'> {
  reports_with_true_record: number;
  true_pairs: number;
  pairs: number;
  /** Share of the reports with a true record that have one among the first k. */
  recall_at_1: number | null;
  recall_at_10: number | null;
  recall_at_50: number | null;
  /** Share of all true pairs that are in the file at all. */
  listed_true_pairs: number | null;
  /** Null where pairs have no probability. */
  calibration_error: number | null;
  calibration_error_from_one_in_ten: number | null;
  reliability: ReliabilityBin[] | null;
  /** Listed pairs of relatives, and how many of those are given a probability of one half or more. */
  relatives: { listed: number; likely: number };
  /** By recall@10, the worst first; of groups large enough to tell. */
  groups: GroupFigures[];
}

/** Smaller groups say more about chance than about themselves. */
export const smallestGroup = 30;

/** Compares a file of pairs with the truth. Pairs that are not in the file count as missed. */
export function evaluateLinkedPairs({ truth, relatives, pairs, groupsOf }: LinkedPairsInput): LinkedPairsEvaluation {
  const trueKeys = keysByReport(truth);
  const relativeKeys = keysByReport(relatives);
  const listed = new Map<string, LinkedPair[]>();
  for (const pair of pairs) {
    const list = listed.get(pair.reportKey);
    if (list) list.push(pair);
    else listed.set(pair.reportKey, [pair]);
  }
  const isTrue = ({ reportKey, recordKey }: ReportRecordPair): boolean =>
    trueKeys.get(reportKey)?.has(recordKey) ?? false;
  const isRelative = ({ reportKey, recordKey }: ReportRecordPair): boolean =>
    relativeKeys.get(reportKey)?.has(recordKey) ?? false;
  const judged: JudgedCandidate[] = pairs.map((pair) => ({
    weight: pair.weight,
    probability: pair.probability ?? 0,
    same: isTrue(pair),
  }));
  const calibrated = pairs.every(({ probability }) => probability !== null);
  const truePairs = [...trueKeys.values()].reduce((sum, keys) => sum + keys.size, 0);
  const { calibration_error, calibration_error_from_one_in_ten, ...ranking } = rankCandidates(judged, truePairs);
  const rankOf = new Map([...trueKeys].map(([key, keys]) => [key, rankOfFirst(keys, listed.get(key) ?? [])]));
  const ranks = [...rankOf.values()];
  const family = pairs.filter(isRelative);
  return {
    reports_with_true_record: trueKeys.size,
    true_pairs: truePairs,
    pairs: pairs.length,
    recall_at_1: recallAt(ranks, 1),
    recall_at_10: recallAt(ranks, 10),
    recall_at_50: recallAt(ranks, 50),
    listed_true_pairs: truePairs === 0 ? null : judged.filter(({ same }) => same).length / truePairs,
    ...ranking,
    calibration_error: calibrated ? calibration_error : null,
    calibration_error_from_one_in_ten: calibrated ? calibration_error_from_one_in_ten : null,
    reliability: calibrated ? reliability(judged) : null,
    relatives: { listed: family.length, likely: family.filter(({ probability }) => (probability ?? 0) >= 0.5).length },
    groups: groupFigures(rankOf, groupsOf),
  };
}

function groupFigures(rankOf: Map<string, number>, groupsOf: LinkedPairsInput['groupsOf']): GroupFigures[] {
  const ranks = new Map<string, number[]>();
  for (const [key, rank] of rankOf) {
    for (const group of groupsOf(key)) {
      const of = ranks.get(group);
      if (of) of.push(rank);
      else ranks.set(group, [rank]);
    }
  }
  return [...ranks]
    .filter(([, of]) => of.length >= smallestGroup)
    .map(([group, of]) => ({
      group,
      reports: of.length,
      recall_at_1: recallAt(of, 1)!,
      recall_at_10: recallAt(of, 10)!,
    }))
    .sort((a, b) => a.recall_at_10 - b.recall_at_10 || (a.group < b.group ? -1 : 1));
}

/** The evaluation as tables for people. */
export function formatLinkedPairs(figures: LinkedPairsEvaluation): string {
  const share = (value: number | null): string => (value === null ? '-' : value.toFixed(3));
  const { reports_with_true_record: reports } = figures;
  const recall = (value: number | null): string =>
    value === null ? '-' : `${share(value)} (${interval(value, reports).map(share).join(' to ')})`;
  const line = (label: string, value: string | number): string => `${label.padEnd(40)}${value}`;
  return [
    line('reports with a true record', reports),
    line('true pairs', figures.true_pairs),
    line('pairs listed', figures.pairs),
    line('  of all true pairs', share(figures.listed_true_pairs)),
    line('recall@1', recall(figures.recall_at_1)),
    line('recall@10', recall(figures.recall_at_10)),
    line('recall@50', recall(figures.recall_at_50)),
    line('precision at 80 % recall of true pairs', share(figures.precision_at_80_percent_recall)),
    line('precision at 90 %', share(figures.precision_at_90_percent_recall)),
    line('calibration error', figures.calibration_error?.toFixed(5) ?? '-'),
    line('  for probabilities from 0.1', share(figures.calibration_error_from_one_in_ten)),
    line('pairs of relatives listed', `${figures.relatives.listed}, called likely ${figures.relatives.likely}`),
    ...(figures.reliability === null ? [] : ['', ...reliabilityTable(figures.reliability)]),
    ...(figures.groups.length === 0 ? [] : ['', ...groupTable(figures.groups)]),
  ].join('\n');
}

function reliabilityTable(bins: readonly ReliabilityBin[]): string[] {
  const cells = (...of: string[]): string => of.map((cell) => cell.padStart(14)).join('');
  return [
    cells('probability', 'pairs', 'said', 'true'),
    ...bins.map(({ from, pairs, probability, same }) => {
      const mean = (sum: number): string => (pairs === 0 ? '-' : (sum / pairs).toFixed(3));
      return cells(`${from.toFixed(1)} to ${(from + 0.1).toFixed(1)}`, String(pairs), mean(probability), mean(same));
    }),
  ];
}

function groupTable(groups: readonly GroupFigures[]): string[] {
  const [worst] = groups as [GroupFigures];
  return [
    `worst group: ${worst.group} (recall@10 ${worst.recall_at_10.toFixed(3)}, ${worst.reports} reports)`,
    `${'group of reports'.padEnd(48)}${['reports', '@1', '@10'].map((cell) => cell.padStart(10)).join('')}`,
    ...groups.map(
      ({ group, reports, recall_at_1, recall_at_10 }) =>
        `  ${group.padEnd(46)}${[String(reports), recall_at_1.toFixed(3), recall_at_10.toFixed(3)].map((cell) => cell.padStart(10)).join('')}`,
    ),
  ];
}

/** 95 in 100 (Wilson 1927). */
function interval(share: number, count: number): [number, number] {
  const z = 1.96;
  const middle = share + z ** 2 / (2 * count);
  const reach = z * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  const whole = 1 + z ** 2 / count;
  return [(middle - reach) / whole, (middle + reach) / whole];
}
