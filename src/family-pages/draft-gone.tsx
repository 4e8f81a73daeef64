import { type Here, Page, to } from './page.js';

/** What was typed was kept for its time and is gone. */
export function DraftGone({ here }: { here: Here }) {
  const { words: t } = here;
  return (
    <Page here={here} title={t('problem.draft_gone')}>
      <h1>{t('problem.draft_gone')}</h1>
      <p>{t('problem.draft_gone_text')}</p>
      <div className="buttons">
        <a className="button" href={to(here, '/report/relationship')}>
          {t('need.begin')}
        </a>
        <a className="button second" href={to(here, '/return')}>
          {t('page.return')}
        </a>
      </div>
    </Page>
  );
}
