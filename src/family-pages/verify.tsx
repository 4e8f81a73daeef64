import { dayIn } from './days.js';
import { Form, Line } from './fields.js';
import { type Here, Page, to } from './page.js';

/** What was found out about a code: the day of the message, or that it is none of ours. */
export type Checked = { writtenOn: string } | 'not ours';

/** What was typed is not shown again: a wrong code and what is no code get the same page to the last byte (security.md C6). */
export function Verify({ here, checked, wait }: { here: Here; checked?: Checked; wait?: string }) {
  const { words: t, language } = here;
  return (
    <Page here={here} title={t('verify.title')} back="/start">
      <h1>{t('verify.title')}</h1>
      {checked === 'not ours' && (
        <p className="note warning" role="alert">
          {t('verify.not_ours')}
        </p>
      )}
      {checked && checked !== 'not ours' && (
        <div className="note" role="status">
          <p>{t('verify.ours', { day: dayIn(language, checked.writtenOn) })}</p>
          <p>{t('verify.compare')}</p>
        </div>
      )}
      {wait && (
        <p className="note warning" role="alert">
          {wait}
        </p>
      )}
      <Form here={here} action={to(here, '/verify')} token="" button={t('verify.check')}>
        <Line name="code" label={t('verify.code')} hint={t('verify.hint')} dir="ltr" />
      </Form>
      <p>
        <a href={to(here, '/money')}>{t('page.extortion')}</a>
      </p>
    </Page>
  );
}
