import type { OwnReportView } from '../family-reports/own-report.js';
import { dayIn } from './days.js';
import { isolated } from './isolated.js';
import type { OwnPage } from './own-session.js';
import { Page, to } from './page.js';
import { AnswerList } from './questions/answer-list.js';
import { correctable } from './questions/index.js';
import type { Beside } from './questions/question.js';
import { answersOfContent } from './questions/report-of-answers.js';
import type { Key } from './words.js';

interface Props extends OwnPage {
  report: OwnReportView;
  beside: Beside;
  notice?: Key;
}

/** One word of four; a report that nobody may compare is not said to be compared. */
function stateWord({ state, consents }: OwnReportView): Key {
  const compared = consents.some(({ purpose, granted }) => purpose === 'search' && granted);
  return state === 'open' && !compared ? 'state.open_internal' : `state.${state}`;
}

/** F17: whether or not anything was suggested, the same (R1, R2, security.md C1). */
export function Mine({ here, token, report, beside, notice }: Props) {
  const { words: t, language } = here;
  const changes: [string, Key][] = [
    ['/mine/messages', 'mine.messages'],
    ['/mine/contact', 'mine.contact'],
    ['/mine/consent', 'mine.consent'],
    ['/mine/stop', 'mine.stop'],
  ];
  return (
    <Page here={here} title={t('mine.title')}>
      {notice && (
        <p className="note" role="status">
          {t(notice)}
        </p>
      )}
      <h1>{t('mine.title')}</h1>
      <p className="state">{t(stateWord(report))}</p>
      <p>
        {t('mine.number', { number: isolated(report.requestNumber) })}
        <br />
        {t('mine.received_on', { day: dayIn(language, report.receivedOn) })}
      </p>
      <ul className="wide">
        {changes.map(([path, key]) => (
          <li key={path}>
            <a className="button second" href={to(here, path)}>
              {t(key)}
            </a>
          </li>
        ))}
      </ul>
      <h2>{t('mine.told')}</h2>
      {report.content ? (
        <AnswerList
          here={here}
          answers={answersOfContent(report.content)}
          beside={beside}
          questions={correctable}
          change={({ path }) => ({ href: to(here, `/mine/correct/${path}`), words: t('mine.correct') })}
        />
      ) : (
        <p>{t('mine.told_elsewhere')}</p>
      )}
      <form method="post" action={to(here, '/mine/leave')}>
        <input type="hidden" name="token" value={token} />
        <button type="submit">{t('mine.leave')}</button>
      </form>
    </Page>
  );
}
