import type { AuditFilters } from '../../api/oversight.js';
import type { AuditEntry } from '../../api/types.js';
import { useLanguage } from '../../language/language.js';
import { Icon, type IconName } from '../../suggestion/icon.js';
import { Moment } from '../../suggestion/moment.js';

interface AuditTableProps {
  items: AuditEntry[];
  onFilter: (filter: AuditFilters) => void;
}

const icons: Record<AuditEntry['outcome'], IconName> = { done: 'tick', denied: 'cross', refused: 'cross' };

/** One entry a row; an id leads to everything that was done by it or about it. Ids, names of fields and codes, never values. */
export function AuditTable({ items, onFilter }: AuditTableProps) {
  const { t } = useLanguage();
  return (
    <table className="grid audit">
      <caption className="unseen">{t('places.audit')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('admin_audit.number')}</th>
          <th scope="col">{t('admin_audit.when')}</th>
          <th scope="col">{t('admin_audit.who')}</th>
          <th scope="col">{t('admin_audit.action')}</th>
          <th scope="col">{t('admin_audit.about')}</th>
          <th scope="col">{t('admin_audit.outcome')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((entry) => (
          <tr key={entry.seq}>
            <th scope="row">
              <bdi dir="ltr">{entry.seq}</bdi>
            </th>
            <td data-label={t('admin_audit.when')}>
              <Moment at={entry.at} />
            </td>
            <td data-label={t('admin_audit.who')}>
              {t(`admin_actor.${entry.actor_kind}`)}
              <Id id={entry.actor_id} says={t('admin_audit.by_this')} onAsk={(id) => onFilter({ actor_id: id })} />
            </td>
            <td data-label={t('admin_audit.action')}>
              <code dir="ltr">{entry.action}</code>
              {entry.fields.length > 0 && (
                <span className="reading" dir="ltr">
                  {entry.fields.join(', ')}
                </span>
              )}
              {entry.operation && (
                <span className="reading" dir="ltr">
                  {entry.operation}
                </span>
              )}
              {entry.reason && (
                <span className="reading" dir="ltr">
                  {entry.reason}
                </span>
              )}
            </td>
            <td data-label={t('admin_audit.about')}>
              <code dir="ltr">{entry.subject_kind}</code>
              <Id
                id={entry.subject_id}
                says={t('admin_audit.about_this')}
                onAsk={(id) => onFilter({ subject_id: id })}
              />
              {entry.seen.length > 0 && <Seen ids={entry.seen} />}
            </td>
            <td data-label={t('admin_audit.outcome')}>
              <Icon name={icons[entry.outcome]} /> {t(`admin_outcome.${entry.outcome}`)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Seen({ ids }: { ids: string[] }) {
  const { t } = useLanguage();
  return (
    <details>
      <summary>{t('admin_audit.seen', { count: ids.length })}</summary>
      <ul className="plain ids">
        {ids.map((id) => (
          <li key={id}>
            <code dir="ltr">{id}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Id({ id, says, onAsk }: { id: string | null; says: string; onAsk: (id: string) => void }) {
  if (id === null) return null;
  return (
    <span className="id-line">
      <button type="button" className="quiet id" title={says} aria-label={`${says}: ${id}`} onClick={() => onAsk(id)}>
        <code dir="ltr">{id.length > 13 ? `${id.slice(0, 13)}…` : id}</code>
      </button>
    </span>
  );
}
