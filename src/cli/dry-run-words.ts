import type { DryRun } from '../models/dry-run.js';

type Shown = number | string | null;

const hidden = '(hidden)';
const shown = (value: Shown): string => String(value ?? hidden);
const percent = (share: number | null): string => (share === null ? hidden : `${(share * 100).toFixed(1)} %`);
const bandOf = (band: string | null): string => band ?? 'not suggested';
const signed = (bits: number | null): string =>
  bits === null ? hidden : `${bits > 0 ? '+' : ''}${bits.toFixed(2)} bits`;

const reasons: Record<DryRun['not_possible'][number], string> = {
  pairs_never_shown: 'Of pairs below all bands nothing is known: nobody was asked about them.',
  few_confirmed: 'Fewer than 20 confirmed pairs: what is said of them may be chance.',
  few_rejected: 'Fewer than 20 pairs were rejected as two people: what is said of them may be chance.',
  few_in_a_band:
    'In some band too few pairs were decided: the calibration cannot be weighted by how many were looked at.',
};

/** What another model would change on past decisions, in lines. Counts from 1 to 4 are hidden, and what would tell them. */
export function dryRunInWords(dryRun: DryRun): string[] {
  const { pairs, ranks, calibration_error: error } = dryRun;
  const change = (both: { before: number | null; after: number | null } | null) =>
    both ? `${percent(both.before)} before, ${percent(both.after)} after` : hidden;
  return [
    `What would change on past decisions (no decision changes): ${shown(pairs.confirmed)} confirmed, ${shown(pairs.rejected)} rejected as two people, ${shown(pairs.not_compared)} not comparable any more`,
    `  confirmed pairs that would fall below all bands: ${shown(dryRun.confirmed_below_suggested)}`,
    `  rejected pairs that would rise into a higher band: ${shown(dryRun.rejected_risen)}`,
    ...dryRun.by_answer.flatMap(({ answer, pairs: count, mean_bits, falls, rises, moves }) => [
      `  ${answer}: ${shown(count)} pairs, mean ${mean_bits ? `${mean_bits.before.toFixed(2)} before, ${mean_bits.after.toFixed(2)} bits after` : hidden}; falls ${shown(falls)}, rises ${shown(rises)}`,
      ...moves.map((move) => `    ${bandOf(move.from)} to ${bandOf(move.to)}: ${shown(move.pairs)}`),
    ]),
    `  the confirmed record stands first beside its report (${shown(ranks.reports)} reports): ${change(ranks.recall_at_1)}`,
    `  among the first ten: ${change(ranks.recall_at_10)}`,
    `  calibration error from a probability of 0.1 on (${shown(error.pairs)} pairs): ${shown(error.before)} before, ${shown(error.after)} after`,
    ...(error.weighted
      ? [
          `    weighted by how many of a band were looked at: ${shown(error.weighted.before)} before, ${shown(error.weighted.after)} after`,
        ]
      : []),
    ...dryRun.groups.map(
      ({ group, pairs: count, shift_bits, falls }) =>
        `  ${group.replace('_', ' ')}: ${shown(count)} pairs, mean shift ${signed(shift_bits)}, confirmed that fall below all bands ${shown(falls)}`,
    ),
    ...dryRun.not_possible.map((code) => `  ${reasons[code]}`),
  ];
}
