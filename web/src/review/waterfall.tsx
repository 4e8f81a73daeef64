import type { Explanation } from '../api/types.js';

/** What the bars of one explanation share: the lowest and highest running total, zero always included. */
export interface WaterfallScale {
  lowest: number;
  highest: number;
}

export function waterfallScale(explanation: Explanation): WaterfallScale {
  const totals = [0, explanation.starting_point.weight ?? 0, explanation.total ?? 0];
  for (const row of explanation.rows) totals.push(row.before ?? 0, row.after ?? 0);
  return { lowest: Math.min(...totals), highest: Math.max(...totals) };
}

const width = 160;
const height = 14;
const margin = 3;

/**
 * One step of the running total: filled when it speaks for the pair, outlined when against, a tick when it says
 * nothing. Grows from left to right; the style sheet mirrors it where reading goes the other way.
 */
export function WaterfallBar(props: { before: number; after: number; scale: WaterfallScale; total?: boolean }) {
  const { before, after, scale, total = false } = props;
  const span = scale.highest - scale.lowest || 1;
  const place = (weight: number) => margin + ((weight - scale.lowest) / span) * (width - 2 * margin);
  const start = Math.min(place(before), place(after));
  const length = Math.abs(place(after) - place(before));
  const kind = Math.abs(after - before) < 0.05 ? 'nothing' : after > before ? 'for' : 'against';
  return (
    <svg
      className={total ? 'waterfall total' : 'waterfall'}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <line className="zero" x1={place(0)} x2={place(0)} y1={0} y2={height} />
      {kind === 'nothing' ? (
        <line className="nothing" x1={place(after)} x2={place(after)} y1={3} y2={height - 3} />
      ) : (
        <rect className={kind} x={start} y={2.5} width={Math.max(length, 1.5)} height={height - 5} />
      )}
    </svg>
  );
}
