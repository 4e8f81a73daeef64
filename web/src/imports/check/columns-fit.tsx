import { useLanguage } from '../../language/language.js';
import { formatNumber } from '../format-amounts.js';
import type { CheckSummary } from '../types.js';
import { fieldName } from '../words.js';

/** Columns with values that were not understood: perhaps they mean something else than was said. */
export function ColumnsFit({ columns }: { columns: CheckSummary['columns'] }) {
  const words = useLanguage();
  const { t, language } = words;
  const doubtful = columns.filter(({ field, filled, understood }) => field !== null && understood < filled);
  if (doubtful.length === 0) return null;
  return (
    <section aria-labelledby="columns-fit">
      <h2 id="columns-fit">{t('columns_fit.title')}</h2>
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">{t('columns_fit.column')}</th>
            <th scope="col">{t('columns_fit.means')}</th>
            <th scope="col">{t('columns_fit.filled')}</th>
            <th scope="col">{t('columns_fit.understood')}</th>
          </tr>
        </thead>
        <tbody>
          {doubtful.map(({ heading, field, filled, understood }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two headings may be the same, and their order stays
            <tr key={at}>
              <th scope="row">
                <bdi dir="auto">{heading}</bdi>
              </th>
              <td data-label={t('columns_fit.means')}>{field && fieldName(words, field)}</td>
              <td data-label={t('columns_fit.filled')}>{formatNumber(filled, language)}</td>
              <td data-label={t('columns_fit.understood')}>{formatNumber(understood, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
