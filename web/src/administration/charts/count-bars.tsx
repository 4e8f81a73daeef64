import type { Count } from '../../api/types.js';
import { useLanguage } from '../../language/language.js';
import { useCountWord } from './numbers.js';

/** Counts of one table side by side: word, bar, number. The rows of a list are the table. */
export function CountBars({ label, rows }: { label: string; rows: { says: string; count: Count }[] }) {
  const { t } = useLanguage();
  const word = useCountWord();
  const most = Math.max(5, ...rows.map(({ count }) => (count === '<5' ? 4 : count)));
  if (rows.length === 0) return <p className="muted">{t('admin_figures.nothing')}</p>;
  return (
    <table className="count-bars">
      <caption className="unseen">{label}</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{label}</th>
          <th scope="col">{t('admin_chart.count')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ says, count }) => (
          <tr key={says}>
            <th scope="row">{says}</th>
            <td>
              <span className="count-line">
                <span
                  className={count === '<5' ? 'hidden-count' : 'bar'}
                  style={{ inlineSize: `${((count === '<5' ? 2.5 : count) / most) * 70}%` }}
                />
                <bdi>{word(count)}</bdi>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
