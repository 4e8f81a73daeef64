import { Link } from 'wouter';
import { useLanguage } from '../../language/language.js';
import { Moment } from '../../suggestion/moment.js';
import { ImportStateWord } from '../import-state-word.js';
import type { ImportView } from '../types.js';

/** Imports, newest first, each with what became of its rows as far as that is known. */
export function ImportsTable({ items }: { items: ImportView[] }) {
  const { t } = useLanguage();
  return (
    <table className="grid imports">
      <caption className="unseen">{t('imports.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('imports.list')}</th>
          <th scope="col">{t('imports.state')}</th>
          <th scope="col">{t('imports.rows')}</th>
          <th scope="col">{t('imports.sent')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <th scope="row">
              <Link href={`/imports/${item.id}`} className="open">
                <bdi dir="auto">{item.list.name}</bdi>
              </Link>
              <span className="reading">
                <bdi dir="auto">{item.source.file_name}</bdi>
              </span>
            </th>
            <td>
              <ImportStateWord state={item.state} />
            </td>
            <td data-label={t('imports.rows')}>
              <RowsInShort item={item} />
            </td>
            <td data-label={t('imports.sent')}>
              <Moment at={item.created_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RowsInShort({ item }: { item: ImportView }) {
  const { t } = useLanguage();
  const { rows, summary, state, source } = item;
  if (state === 'receiving')
    return t('imports.received_part', {
      percent: Math.floor((100 * source.bytes_received) / Math.max(source.bytes, 1)),
    });
  if (rows.done > 0) {
    const stored = rows.created + rows.new_revision + rows.unchanged;
    return (
      <>
        {t('imports.rows_stored', { stored, total: rows.total })}
        {rows.held + rows.rejected > 0 && (
          <span className="reading">{t('imports.rows_not', { held: rows.held, rejected: rows.rejected })}</span>
        )}
      </>
    );
  }
  if (!summary) return <span className="muted">{t('imports.rows_unknown')}</span>;
  return (
    <>
      {t('imports.rows_ready', { ready: summary.rows.ready, total: summary.rows.total })}
      {summary.rows.held + summary.rows.rejected > 0 && (
        <span className="reading">
          {t('imports.rows_not', { held: summary.rows.held, rejected: summary.rows.rejected })}
        </span>
      )}
    </>
  );
}
