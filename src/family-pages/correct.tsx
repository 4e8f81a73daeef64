import type { Answers } from './drafts.js';
import { FaultSummary, type Faults, Form } from './fields.js';
import type { OwnPage } from './own-session.js';
import { Page, to } from './page.js';
import type { Beside, Question } from './questions/question.js';
import { ContactFields } from './questions/you.js';

interface Props extends OwnPage {
  answers: Answers;
  faults: Faults;
  beside: Beside;
}

/** One question once more, with what was answered. */
export function Correct({ question, here, token, answers, faults, beside }: Props & { question: Question }) {
  const { words: t } = here;
  const { Fields } = question;
  return (
    <Page here={here} title={t(question.title)} hasErrors={Object.keys(faults).length > 0} back="/mine">
      <FaultSummary here={here} faults={faults} />
      {!question.titleInFields && <h1>{t(question.title)}</h1>}
      <Form here={here} action={to(here, `/mine/correct/${question.path}`)} token={token} button={t('page.save')}>
        <Fields here={here} answers={answers} faults={faults} beside={beside} />
        <p className="note">{t('mine.correct_note')}</p>
      </Form>
    </Page>
  );
}

/** How to reach this person, told anew: what we have is not shown, so that nobody reads a number on an open telephone. */
export function Contact({ ways, ...props }: Props & { ways: string[] }) {
  const { here, token, faults } = props;
  const { words: t } = here;
  return (
    <Page here={here} title={t('contact.title')} hasErrors={Object.keys(faults).length > 0} back="/mine">
      <FaultSummary here={here} faults={faults} />
      <h1>{t('contact.title')}</h1>
      <p>{ways.length > 0 ? t('contact.now', { ways: ways.join(', ') }) : t('contact.nothing')}</p>
      <p className="note">{t('contact.replaced')}</p>
      <Form here={here} action={to(here, '/mine/contact')} token={token} button={t('page.save')}>
        <ContactFields {...props} />
      </Form>
    </Page>
  );
}
