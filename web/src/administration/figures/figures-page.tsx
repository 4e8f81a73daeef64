import { useFigures } from '../../api/oversight.js';
import type { Count, Figures, Share } from '../../api/types.js';
import { ListState } from '../../frame/list-state.js';
import { useLanguage } from '../../language/language.js';
import { Moment } from '../../suggestion/moment.js';
import { CountBars } from '../charts/count-bars.js';
import { DayBars } from '../charts/day-bars.js';
import { useCountWord } from '../charts/numbers.js';
import { ShareLine } from '../charts/share-line.js';
import { PageFrame } from '../page-frame.js';
import { Panel } from '../panel.js';
import { Reviewers } from './reviewers.js';

/** How much work there is and how it goes, as counts of the own organisation. */
export default function FiguresPage() {
  const { t } = useLanguage();
  const figures = useFigures();
  return (
    <PageFrame
      title={t('places.figures')}
      what={t('admin_figures.what')}
      beside={
        <button type="button" onClick={() => void figures.refetch()}>
          {t('admin_figures.again')}
        </button>
      }
    >
      <ListState list={figures} />
      <div className="panels figures" aria-busy={figures.isFetching}>
        {figures.data && <AllFigures figures={figures.data} />}
      </div>
    </PageFrame>
  );
}

function AllFigures({ figures }: { figures: Figures }) {
  const { t, knows } = useLanguage();
  const word = (of: string, code: string) => {
    const key = `${of}.${code}`;
    return knows(key) ? t(key) : code;
  };
  const { waiting, decisions, reviewers, weights, import_rows: rows, completeness } = figures;
  return (
    <>
      <Panel title={t('admin_figures.waiting')}>
        <p className="hint">{t('admin_figures.waiting_what')}</p>
        <CountBars
          label={t('admin_figures.waiting')}
          rows={waiting.cells.map(({ since, count }) => ({ says: t(`admin_since.${since}`), count }))}
        />
        <Total total={waiting.total} />
      </Panel>
      <Panel title={t('admin_figures.decisions')}>
        <DayBars caption={t('admin_figures.decisions_what')} days={decisions} />
      </Panel>
      <Panel title={t('admin_figures.reviewers')}>
        <Reviewers reviewers={reviewers} />
      </Panel>
      <Panel title={t('admin_figures.blind')}>
        <p className="hint">{t('admin_figures.blind_what')}</p>
        <ShareOf says={t('admin_figures.with_weights')} of={weights.shown.judged} share={weights.shown.same} />
        <ShareOf says={t('admin_figures.without_weights')} of={weights.hidden.judged} share={weights.hidden.same} />
        {weights.shown.same && weights.hidden.same && (
          <p>
            {t(
              weights.shown.same.low > weights.hidden.same.high || weights.shown.same.high < weights.hidden.same.low
                ? 'admin_figures.blind_differs'
                : 'admin_figures.blind_alike',
            )}
          </p>
        )}
      </Panel>
      <Panel title={t('admin_figures.import_rows')}>
        <p className="hint">{t('admin_figures.import_rows_what')}</p>
        <ShareOf says={t('admin_figures.rejected')} of={rows.rows} share={rows.rejected} />
      </Panel>
      <Panel title={t('admin_figures.completeness')}>
        <p className="hint">{t('admin_figures.completeness_what')}</p>
        {completeness ? (
          <>
            <ShareOf says={t('admin_figures.all_pairs')} of={completeness.sampled_reports} share={completeness.pairs} />
            <ShareOf
              says={t('admin_figures.strong_pairs')}
              of={completeness.sampled_reports}
              share={completeness.strong_pairs}
            />
            <p className="reading">
              {t('admin_figures.measured')} <Moment at={completeness.made_at} />
            </p>
          </>
        ) : (
          <p className="muted">{t('admin_figures.not_measured')}</p>
        )}
      </Panel>
      <Panel title={t('admin_figures.reports')}>
        <CountBars
          label={t('admin_figures.reports')}
          rows={figures.reports.cells.map(({ state, count }) => ({ says: word('case_state', state), count }))}
        />
        <Total total={figures.reports.total} />
      </Panel>
      <Panel title={t('admin_figures.suggestions')}>
        <CountBars
          label={t('admin_figures.suggestions')}
          rows={figures.suggestions.cells.map(({ state, band, count }) => ({
            says: [word('state', state), band && word('band', band)].filter(Boolean).join(' · '),
            count,
          }))}
        />
        <Total total={figures.suggestions.total} />
      </Panel>
      <Panel title={t('admin_figures.imports')}>
        <CountBars
          label={t('admin_figures.imports')}
          rows={figures.imports.cells.map(({ state, count }) => ({ says: word('import_state', state), count }))}
        />
        <Total total={figures.imports.total} />
      </Panel>
    </>
  );
}

function Total({ total }: { total: number | null }) {
  const { t } = useLanguage();
  const word = useCountWord();
  return (
    <p className="reading">
      {total === null ? t('admin_figures.total_hidden') : t('admin_figures.total', { total: word(total) })}
    </p>
  );
}

function ShareOf({ says, of, share }: { says: string; of: Count; share: Share | null }) {
  const { t } = useLanguage();
  const word = useCountWord();
  return (
    <div className="share-of">
      <p>
        {says} <span className="muted">{t('admin_figures.of', { count: word(of) })}</span>
      </p>
      {share ? <ShareLine {...share} /> : <p className="muted">{t('admin_figures.too_few')}</p>}
    </div>
  );
}
