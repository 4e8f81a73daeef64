import type { Draft } from '../drafts.js';
import { FaultSummary, type Faults, Form } from '../fields.js';
import { type Here, Page, to } from '../page.js';
import type { Key } from '../words.js';
import { AnswerList } from './answer-list.js';
import { questionOf, questions } from './index.js';
import type { Beside, Question } from './question.js';
import { pathOf, thenCheck } from './question-page.js';

const sections: { title: Key; paths: string[] }[] = [
  {
    title: 'check.person',
    paths: ['relationship', 'name', 'other-names', 'mother', 'sex', 'birth', 'home', 'recognise'],
  },
  { title: 'check.happened', paths: ['last-news', 'what-happened'] },
  { title: 'check.you', paths: ['you'] },
  { title: 'check.consent', paths: ['consent'] },
];

/** Questions that hold something to be mended, or were not answered and have to be. */
export const openQuestions = (answers: Draft['answers'], beside: Beside): Question[] =>
  questions.filter(({ path, read }) => Object.keys(read(answers[path] ?? {}, beside).faults).length > 0);

interface Props {
  here: Here;
  draft: Draft;
  beside: Beside;
  token: string;
  /** Sent, and something was missing. */
  sent?: boolean;
  /** What a script is to work out before the report is sent ("bits:text"); null: nothing. */
  work: string | null;
}

/** F14: everything once more, before it is sent. */
export function CheckPage({ here, draft, beside, token, sent, work }: Props) {
  const { words: t } = here;
  const open = openQuestions(draft.answers, beside);
  const faults: Faults = Object.fromEntries(open.map((question) => [anchorOf(question), t(question.title)]));
  return (
    <Page here={here} title={t('check.title')} hasErrors={sent && open.length > 0} back="/report/consent">
      {sent && <FaultSummary here={here} faults={faults} />}
      <h1>{t('check.title')}</h1>
      {open.length > 0 && <p className="note">{t('check.missing')}</p>}
      {sections.map(({ title, paths }) => (
        <section key={title}>
          <h2>{t(title)}</h2>
          {paths
            .flatMap((path) => questionOf(path) ?? [])
            .map((question) => (
              <div
                key={question.path}
                id={anchorOf(question)}
                className={open.includes(question) ? 'faulty' : undefined}
              >
                <AnswerList
                  here={here}
                  answers={draft.answers}
                  beside={beside}
                  questions={[question]}
                  change={() => ({ href: `${to(here, pathOf(question))}?then=${thenCheck}`, words: t('check.change') })}
                />
              </div>
            ))}
        </section>
      ))}
      <Form here={here} action={to(here, '/report/send')} token={token} button={t('check.send')}>
        {work && <input type="hidden" name="work" defaultValue="" data-work={work} />}
      </Form>
    </Page>
  );
}

const anchorOf = ({ path }: Question) => `answers-${path}`;
