import { useImportAction } from '../../api/imports.js';
import { ProblemNotice } from '../../frame/problem-notice.js';
import { useArrival } from '../../frame/use-arrival.js';
import { useLanguage } from '../../language/language.js';
import { formatNumber } from '../format-amounts.js';
import type { ImportView, Progress } from '../types.js';
import { ProgressBar } from './progress-bar.js';

const titles = {
  inspecting: 'working.inspecting',
  checking: 'working.checking',
  queued: 'working.queued',
  running: 'working.running',
  reverting: 'working.reverting',
} as const;

const isAtWork = (state: string): state is keyof typeof titles => state in titles;

/** The service is at work on the file; nobody has to wait here for it. */
export function Working({ view, progress }: { view: ImportView; progress: Omit<Progress, 'state'> | null }) {
  const { t, language } = useLanguage();
  const heading = useArrival();
  const cancel = useImportAction(view);
  const title = t(isAtWork(view.state) ? titles[view.state] : 'working.running');
  const rate = progress?.rate_per_second;
  const amount = () => {
    if (!progress || (progress.done === 0 && !progress.total)) return t('working.begins');
    return progress.total
      ? t('working.amount', { done: progress.done, total: progress.total })
      : t('working.amount_open', { done: progress.done });
  };
  return (
    <section className="panel">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <ProgressBar
        label={title}
        done={progress?.done ?? 0}
        total={progress?.total ?? 0}
        amount={amount()}
        rate={rate ? t('working.rate', { rows: formatNumber(Math.round(rate), language) }) : null}
        secondsLeft={progress?.seconds_left ?? null}
      />
      <p className="hint">{t('working.safe_to_close')}</p>
      {cancel.isError && <ProblemNotice error={cancel.error} takeFocus />}
      {view.allowed.includes('cancel') && (
        <button type="button" onClick={() => cancel.isPending || cancel.mutate({ do: 'cancellation' })}>
          {t('imports.cancel')}
        </button>
      )}
    </section>
  );
}
