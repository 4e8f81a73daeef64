import type { SuggestionDetail } from '../api/types.js';
import { useLanguage } from '../language/language.js';
import { formatIsoDay } from '../language/read-date.js';
import { AsWritten, DateInterval, NotRecorded } from '../suggestion/date-interval.js';

/** Where the detention record comes from, down to the cells of its row as the file had them. */
export function SourcePanel({ suggestion }: { suggestion: SuggestionDetail }) {
  const { t } = useLanguage();
  const { source, record, original_row } = suggestion;
  return (
    <section className="panel" aria-labelledby="source-title">
      <h2 id="source-title">{t('source.title')}</h2>
      <dl>
        <dt>{t('source.name')}</dt>
        <dd>
          <AsWritten value={source.title} />
        </dd>
        <dt>{t('source.type')}</dt>
        <dd>
          <AsWritten value={source.type} />
        </dd>
        <dt>{t('source.issuer')}</dt>
        <dd>
          <AsWritten value={source.issuer} />
        </dd>
        <dt>{t('source.date')}</dt>
        <dd>
          <DocumentDate date={source.document_date} />
        </dd>
        <dt>{t('source.file')}</dt>
        <dd>
          <AsWritten value={source.file_name} />
        </dd>
        <dt>{t('source.row')}</dt>
        <dd>{record.row_number}</dd>
        <dt>{t('source.fingerprint')}</dt>
        <dd>{source.sha256 ? <Fingerprint sha256={source.sha256} /> : <NotRecorded />}</dd>
      </dl>
      <details>
        <summary>{t('source.original_row')}</summary>
        <dl className="cells">
          {Object.entries(original_row).map(([columnHeading, cell]) => (
            <div key={columnHeading}>
              <dt>
                <bdi dir="auto">{columnHeading}</bdi>
              </dt>
              <dd>{cell ? <bdi dir="auto">{cell}</bdi> : <span className="muted">{t('source.empty_cell')}</span>}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

function DocumentDate({ date }: { date: SuggestionDetail['source']['document_date'] }) {
  const { language, direction } = useLanguage();
  if (typeof date === 'string') return <bdi dir={direction}>{formatIsoDay(date, language)}</bdi>;
  return <DateInterval view={date} />;
}

/** Enough of the fingerprint to tell two files apart by eye; the whole of it on request. */
function Fingerprint({ sha256 }: { sha256: string }) {
  return (
    <details className="fingerprint">
      <summary>
        <bdi dir="ltr">
          <code>{sha256.slice(0, 12)}…</code>
        </bdi>
      </summary>
      <bdi dir="ltr">
        <code>{sha256}</code>
      </bdi>
    </details>
  );
}
