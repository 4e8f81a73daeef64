import { useRef } from 'react';
import type { SuggestionDetail } from '../api/types.js';
import { useKeys } from '../keyboard/use-keys.js';
import { useLanguage } from '../language/language.js';
import { AsWritten, DateInterval, NotRecorded } from '../suggestion/date-interval.js';

/** Where the detention record comes from, down to the cells of its row as the file had them. */
export function SourcePanel({ suggestion }: { suggestion: SuggestionDetail }) {
  const { t } = useLanguage();
  const { source, record, original_row } = suggestion;
  const row = useRef<HTMLDetailsElement>(null);
  const openRow = () => {
    if (!row.current) return;
    row.current.open = !row.current.open;
    row.current.querySelector('summary')?.focus();
  };
  useKeys({ KeyS: openRow });
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
          <bdi>{t(`source_type.${source.type}`)}</bdi>
        </dd>
        <dt>{t('source.issuer')}</dt>
        <dd>
          <AsWritten value={source.issuer} />
        </dd>
        <dt>{t('source.date')}</dt>
        <dd>
          <DateInterval view={source.document_date} />
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
      <details ref={row}>
        <summary aria-keyshortcuts="S">{t('source.original_row')}</summary>
        <dl className="cells">
          {original_row.map(({ heading, cell }, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the cells of one row never change places, and two headings may be the same
            <div key={column}>
              <dt>
                <bdi dir="auto">{heading}</bdi>
              </dt>
              <dd>{cell ? <bdi dir="auto">{cell}</bdi> : <span className="muted">{t('source.empty_cell')}</span>}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
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
