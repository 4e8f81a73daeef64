import { useLanguage } from '../../language/language.js';
import { Totals } from '../check/totals.js';
import type { RowCounts } from '../types.js';

/** What became of the rows: the parts make the rows of the file, always. */
export function ResultTotals({ rows }: { rows: RowCounts }) {
  const { t } = useLanguage();
  const left = rows.total - rows.done;
  return (
    <Totals
      title="result.totals"
      parts={[
        {
          says: 'row_outcome.created',
          rows: rows.created,
          icon: 'tick',
          ...(rows.with_warnings > 0 && { hint: t('check.with_warnings', { rows: rows.with_warnings }) }),
        },
        { says: 'row_outcome.new_revision', rows: rows.new_revision, icon: 'tick' },
        { says: 'row_outcome.unchanged', rows: rows.unchanged, icon: 'dash' },
        { says: 'row_outcome.held', rows: rows.held, icon: 'pause' },
        { says: 'row_outcome.rejected', rows: rows.rejected, icon: 'cross' },
        ...(left > 0 ? [{ says: 'result.not_reached' as const, rows: left, icon: 'ring' as const }] : []),
      ]}
      sum={{ says: t(left > 0 ? 'result.sum_part' : 'result.sum', { ...rows, left }) }}
    />
  );
}
