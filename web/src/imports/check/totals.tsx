import { Link } from 'wouter';
import { useLanguage } from '../../language/language.js';
import type { MessageKey } from '../../language/messages.js';
import { Icon, type IconName } from '../../suggestion/icon.js';
import { formatNumber } from '../format-amounts.js';
import type { CheckSummary } from '../types.js';

interface Total {
  says: MessageKey;
  rows: number;
  icon?: IconName;
  hint?: string;
}

/** Numbers with their words, and the sum that they make, so that every row of the file is accounted for. */
export function Totals({ title, parts, sum }: { title: MessageKey; parts: Total[]; sum?: { says: string } }) {
  const { t, language } = useLanguage();
  return (
    <section className="totals" aria-label={t(title)}>
      <dl>
        {parts.map(({ says, rows, icon, hint }) => (
          <div key={says} className={rows === 0 ? 'zero' : undefined}>
            <dt>
              {icon && <Icon name={icon} />} {t(says)}
            </dt>
            <dd>
              {formatNumber(rows, language)}
              {hint && <span className="hint">{hint}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {sum && <p className="sum">{sum.says}</p>}
    </section>
  );
}

export function CheckTotals({ rows }: { rows: CheckSummary['rows'] }) {
  const { t } = useLanguage();
  return (
    <Totals
      title="check.totals"
      parts={[
        {
          says: 'check.ready',
          rows: rows.ready,
          icon: 'tick',
          ...(rows.with_warnings > 0 && { hint: t('check.with_warnings', { rows: rows.with_warnings }) }),
        },
        { says: 'check.held', rows: rows.held, icon: 'pause' },
        { says: 'check.rejected', rows: rows.rejected, icon: 'cross' },
      ]}
      sum={{
        says: t('check.sum', {
          ready: rows.ready,
          held: rows.held,
          rejected: rows.rejected,
          total: rows.total,
        }),
      }}
    />
  );
}

/** Beside the newest version of the list. A first version has nothing to stand beside. */
export function VersionTotals({ id, versions }: { id: string; versions: CheckSummary['versions'] }) {
  const { t } = useLanguage();
  if (versions.changed + versions.unchanged + versions.older + versions.gone === 0) return null;
  return (
    <>
      <h2>{t('versions.title')}</h2>
      <Totals
        title="versions.title"
        parts={[
          { says: 'versions.new', rows: versions.new },
          { says: 'versions.changed', rows: versions.changed },
          { says: 'versions.unchanged', rows: versions.unchanged },
          { says: 'versions.older', rows: versions.older },
          { says: 'versions.gone', rows: versions.gone },
        ]}
      />
      {versions.gone > 0 && (
        <p className="hint">
          {t('versions.gone_what')} <Link href={`/imports/${id}/gone`}>{t('gone.open')}</Link>
        </p>
      )}
    </>
  );
}
