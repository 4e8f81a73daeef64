import type { Draft } from '../drafts.js';
import type { Here } from '../page.js';
import { NameReading } from './name-reading.js';
import type { Beside, Question } from './question.js';

interface Props {
  here: Here;
  answers: Draft['answers'];
  beside: Beside;
  questions: readonly Question[];
  /** The link by which an answer is changed: its path in this language, and its words. The title of the question is said with it. */
  change(question: Question): { href: string; words: string };
}

/** What was answered, question after question. What was left empty is said, and why it was if that was told. */
export function AnswerList({ here, answers, beside, questions, change }: Props) {
  const { words: t } = here;
  return questions.map((question) => {
    const link = change(question);
    const own = answers[question.path] ?? {};
    const rows = question.shown(own, here, beside);
    return (
      <section key={question.path} className="answer">
        <h3>{t(question.title)}</h3>
        {rows.length === 1 ? (
          <div className="told">{rows[0].answer || t('check.not_provided')}</div>
        ) : (
          <dl className="answers">
            {rows.map(({ what, answer }) => (
              <div key={what}>
                {/* Said by the heading already; kept for who hears the list read out. */}
                <dt className={what === t(question.title) ? 'hidden' : undefined}>{what}</dt>
                <dd>{answer || t('check.not_provided')}</dd>
              </div>
            ))}
          </dl>
        )}
        {question.path === 'name' && <NameReading here={here} answers={own} still />}
        <p>
          <a href={link.href} className="change">
            {link.words} <span className="hidden">{t(question.title)}</span>
          </a>
        </p>
      </section>
    );
  });
}
