import { grouped } from '../receipts/receipt-digits.js';
import { dayIn } from './days.js';
import { Form } from './fields.js';
import { type Here, Page, to } from './page.js';

export interface IssuedReceipt {
  number: string;
  /** 25 digits. */
  secret: string;
}

/** First strong isolate to the left: groups of digits keep their order in an Arabic line, also in a plain text file (UAX #9). */
const isolated = (digits: string) => `\u2066${digits}\u2069`;

/** F15. As often as it is loaded, until the family says that it kept the code. */
export function Receipt({ here, token, receipt }: { here: Here; token: string; receipt: IssuedReceipt }) {
  const { words: t } = here;
  const today = new Date().toISOString().slice(0, 10);
  return (
    <Page here={here} title={t('receipt.title')}>
      <h1>{t('receipt.title')}</h1>
      <p>{t('receipt.keep')}</p>
      <dl className="receipt">
        <dt>{t('receipt.number')}</dt>
        <dd className="code" dir="ltr">
          {receipt.number}
        </dd>
        <dt>{t('receipt.code')}</dt>
        <dd className="code" dir="ltr">
          {grouped(receipt.secret)}
        </dd>
      </dl>
      <p>{t('receipt.day', { day: dayIn(here.language, today) })}</p>
      <p className="note">{t('receipt.once')}</p>
      <div className="no-print">
        <h2>{t('receipt.ways')}</h2>
        <ul>
          <li>{t('receipt.write')}</li>
          <li>{t('receipt.print_how')}</li>
          <li>{t('receipt.file_how')}</li>
        </ul>
        <p>{t('receipt.no_names')}</p>
        <div className="buttons">
          <button type="button" className="second" data-print="" hidden>
            {t('receipt.print')}
          </button>
          {/* A download: not sent by the script, which waits for a page. */}
          <form method="post" action={to(here, '/receipt/file')}>
            <input type="hidden" name="token" value={token} />
            <button type="submit" className="second">
              {t('receipt.file')}
            </button>
          </form>
        </div>
        <h2>{t('receipt.next_title')}</h2>
        <p>{t('receipt.next')}</p>
        <p>{t('receipt.next_return')}</p>
        <p>{t('receipt.left')}</p>
        <Form here={here} action={to(here, '/receipt/kept')} token={token} button={t('receipt.kept')}>
          {null}
        </Form>
      </div>
    </Page>
  );
}

/** What the text file holds: no name, and the same as the print. */
export const receiptFile = ({ words: t }: Here, { number, secret }: IssuedReceipt): string =>
  `${t('receipt.file_text', { number: isolated(number), code: isolated(grouped(secret)) })}\n`;

/** After it was kept: nothing of the report is open on this telephone. */
export function Kept({ here }: { here: Here }) {
  const { words: t } = here;
  return (
    <Page here={here} title={t('kept.title')}>
      <h1>{t('kept.title')}</h1>
      <p>{t('kept.text')}</p>
      <p>{t('receipt.next_return')}</p>
      <p>
        <a className="button second" href={to(here, '/return')}>
          {t('return.open')}
        </a>
      </p>
    </Page>
  );
}
