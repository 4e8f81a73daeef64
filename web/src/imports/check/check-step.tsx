import { useRef } from 'react';
import { Link } from 'wouter';
import { useImportAction } from '../../api/imports.js';
import { ProblemNotice } from '../../frame/problem-notice.js';
import { useArrival } from '../../frame/use-arrival.js';
import { useLanguage } from '../../language/language.js';
import { stepAddress } from '../steps.js';
import type { CheckSummary, ImportView } from '../types.js';
import { useRowKeys } from '../use-row-keys.js';
import { ColumnsFit } from './columns-fit.js';
import { Downloads } from './downloads.js';
import { ProblemGroups } from './problem-groups.js';
import { CheckTotals, VersionTotals } from './totals.js';
import './check.css';

/** What the check of the whole file found, before anything is stored; later on, what it had found. */
export function CheckStep({ view }: { view: ImportView }) {
  const { t } = useLanguage();
  const heading = useArrival();
  const { summary } = view;
  return (
    <section className="panel wide">
      <h1 ref={heading} tabIndex={-1}>
        {t('check.title')}
      </h1>
      {view.state === 'checked' && <p className="muted">{t('check.what')}</p>}
      {summary && <Found view={view} summary={summary} />}
    </section>
  );
}

function Found({ view, summary }: { view: ImportView; summary: CheckSummary }) {
  const { t } = useLanguage();
  const rows = useRef<HTMLDivElement>(null);
  useRowKeys(rows, 'summary, a.all-rows');
  return (
    <>
      {summary.same_file_as && (
        <p className="notice">
          {t('check.same_file')} <Link href={`/imports/${summary.same_file_as}`}>{t('check.same_file_open')}</Link>
        </p>
      )}
      <CheckTotals rows={summary.rows} />
      <VersionTotals id={view.id} versions={summary.versions} />
      {view.state === 'checked' && <Decision view={view} summary={summary} />}
      <div ref={rows}>
        <ProblemGroups id={view.id} groups={summary.problems} />
      </div>
      <ColumnsFit columns={summary.columns} />
      <Downloads id={view.id} fileName={view.source.file_name} />
    </>
  );
}

function Decision({ view, summary }: { view: ImportView; summary: CheckSummary }) {
  const { t } = useLanguage();
  const action = useImportAction(view);
  const act = (doing: 'run' | 'cancellation') => () => {
    if (!action.isPending) action.mutate({ do: doing });
  };
  return (
    <div className="check-decision">
      {action.isError && <ProblemNotice error={action.error} takeFocus />}
      <div className="choices" aria-busy={action.isPending}>
        {summary.rows.ready > 0 && (
          <button type="button" className="primary" onClick={act('run')}>
            {t('check.import', { rows: summary.rows.ready })}
          </button>
        )}
        <button type="button" onClick={act('cancellation')}>
          {t('check.none')}
        </button>
        <Link href={stepAddress(view.id, 'columns')} className="button quiet">
          {t('check.change_columns')}
        </Link>
      </div>
      <p className="hint">{t(summary.rows.ready > 0 ? 'check.import_what' : 'check.nothing_ready')}</p>
    </div>
  );
}
