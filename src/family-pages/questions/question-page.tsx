import type { Answers } from '../drafts.js';
import { FaultSummary, type Faults, Form } from '../fields.js';
import { type Here, Page, to } from '../page.js';
import { questions } from './index.js';
import type { Beside, FaultKeys, Question } from './question.js';

/** Where a question leads: to the next one, or back to the list of answers from which it was opened. */
export const thenCheck = 'check';
export const checkPath = '/report/check';
export const pathOf = (question: Question): string => `/report/${question.path}`;

export function nextPath(question: Question): string {
  const next = questions[questions.indexOf(question) + 1];
  return next ? pathOf(next) : checkPath;
}

function pathBefore(question: Question): string {
  const before = questions[questions.indexOf(question) - 1];
  return before ? pathOf(before) : '/need';
}

/** What has to be mended, in the words of the page. */
export const faultsIn = ({ words: t }: Here, faults: FaultKeys): Faults =>
  Object.fromEntries(Object.entries(faults).map(([field, fault]) => [field, fault && t(fault.key, fault.values)]));

interface Props {
  here: Here;
  question: Question;
  answers: Answers;
  faults?: FaultKeys;
  beside: Beside;
  token: string;
  /** Opened from the list of answers. */
  fromCheck: boolean;
}

export function QuestionPage({ here, question, answers, faults = {}, beside, token, fromCheck }: Props) {
  const { words: t } = here;
  const said = faultsIn(here, faults);
  const title = t('question.number', { number: questions.indexOf(question) + 1, total: questions.length });
  return (
    <Page
      here={here}
      title={title}
      hasErrors={Object.keys(said).length > 0}
      back={fromCheck ? checkPath : pathBefore(question)}
    >
      <FaultSummary here={here} faults={said} />
      <p className="step">{title}</p>
      {!question.titleInFields && <h1>{t(question.title)}</h1>}
      <Form here={here} action={to(here, pathOf(question))} token={token} button={t('page.continue')}>
        {fromCheck && <input type="hidden" name="then" value={thenCheck} />}
        <question.Fields here={here} answers={answers} faults={said} beside={beside} />
      </Form>
    </Page>
  );
}
