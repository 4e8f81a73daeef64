import { Link } from 'wouter';
import { useImportAction } from '../../api/imports.js';
import { ProblemNotice } from '../../frame/problem-notice.js';
import { useArrival } from '../../frame/use-arrival.js';
import { useLanguage } from '../../language/language.js';
import { Moment } from '../../suggestion/moment.js';
import { Downloads } from '../check/downloads.js';
import { stepAddress } from '../steps.js';
import type { ImportView } from '../types.js';
import { TakenBack, Undo } from '../undo/undo.js';
import { saidIn } from '../words.js';
import { ResultTotals } from './result-totals.js';
import '../check/check.css';

/** What became of a file: stored, stopped, held back, not readable, or taken back. */
export function Ending({ view }: { view: ImportView }) {
  const { t } = useLanguage();
  const heading = useArrival();
  const ran = view.rows.done > 0;
  return (
    <section className="panel wide">
      <h1 ref={heading} tabIndex={-1}>
        {t(titleOf(view))}
      </h1>
      {view.failure && <Failure view={view} />}
      {view.state === 'held_back' && <p>{t('ending.held_back_what')}</p>}
      {view.state === 'cancelled' && <p>{t(ran ? 'ending.cancelled_in_run' : 'ending.cancelled_before')}</p>}
      {view.state === 'reverted' && <TakenBack view={view} />}
      {ran && <ResultTotals rows={view.rows} />}
      {view.state === 'done' && <p className="notice">{t('ending.no_comparison')}</p>}
      <Facts view={view} />
      <GoOn view={view} />
      {ran && <Downloads id={view.id} fileName={view.source.file_name} />}
      {(view.state === 'done' || view.state === 'cancelled') && ran && <Undo view={view} />}
    </section>
  );
}

function titleOf({ state }: ImportView) {
  switch (state) {
    case 'held_back':
      return 'ending.held_back' as const;
    case 'cancelled':
      return 'ending.cancelled' as const;
    case 'failed':
      return 'ending.failed' as const;
    case 'reverted':
      return 'ending.reverted' as const;
    default:
      return 'ending.done' as const;
  }
}

function Failure({ view }: { view: ImportView }) {
  const words = useLanguage();
  const { t } = words;
  if (!view.failure) return null;
  return (
    <div className="notice error" role="alert">
      <p>{saidIn(words, view.failure)}</p>
      <p>{t('ending.failed_what')}</p>
      <p>
        <Link href={`/imports/new?list=${encodeURIComponent(view.list.id)}`}>{t('ending.send_another')}</Link>
      </p>
    </div>
  );
}

function GoOn({ view }: { view: ImportView }) {
  const { t } = useLanguage();
  const action = useImportAction(view);
  return (
    <>
      {action.isError && <ProblemNotice error={action.error} takeFocus />}
      <div className="choices">
        {view.state === 'failed' && view.choices && view.allowed.includes('choose') && (
          <button type="button" onClick={() => action.isPending || action.mutate({ do: 'choices', choices: {} })}>
            {t('ending.read_again')}
          </button>
        )}
        {view.state === 'cancelled' && view.allowed.includes('run') && (
          <button type="button" onClick={() => action.isPending || action.mutate({ do: 'run' })}>
            {t('ending.go_on')}
          </button>
        )}
        {view.summary && <Link href={stepAddress(view.id, 'check')}>{t('ending.to_check')}</Link>}
        {view.state !== 'failed' && (
          <Link href={`/imports/new?list=${encodeURIComponent(view.list.id)}`}>{t('ending.next_version')}</Link>
        )}
      </div>
    </>
  );
}

/** What was handed in, exactly: enough to show later that it was this file and no other. */
function Facts({ view }: { view: ImportView }) {
  const { t, knows } = useLanguage();
  const { source } = view;
  const typeKey = `source_type.${source.document_type}`;
  return (
    <dl className="import-facts">
      <div>
        <dt>{t('source.name')}</dt>
        <dd>
          <bdi dir="auto">{source.title}</bdi>
        </dd>
      </div>
      <div>
        <dt>{t('source.type')}</dt>
        <dd>{knows(typeKey) ? t(typeKey) : source.document_type}</dd>
      </div>
      <div>
        <dt>{t('source.file')}</dt>
        <dd>
          <bdi dir="auto">{source.file_name}</bdi>
        </dd>
      </div>
      {source.sha256 && (
        <div>
          <dt>{t('source.fingerprint')}</dt>
          <dd>
            <bdi dir="ltr">
              <code>{source.sha256}</code>
            </bdi>
          </dd>
        </div>
      )}
      <div>
        <dt>{t('imports.sent')}</dt>
        <dd>
          <Moment at={view.created_at} />
        </dd>
      </div>
      {view.confirmed_at && (
        <div>
          <dt>{t('ending.confirmed')}</dt>
          <dd>
            <Moment at={view.confirmed_at} />
          </dd>
        </div>
      )}
      {view.finished_at && (
        <div>
          <dt>{t('ending.finished')}</dt>
          <dd>
            <Moment at={view.finished_at} />
          </dd>
        </div>
      )}
    </dl>
  );
}
