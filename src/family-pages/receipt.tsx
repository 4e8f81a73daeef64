import { grouped } from '../receipts/receipt-digits.js';
import { dayIn } from './days.js';
import { Form } from './fields.js';
import { isolated } from './isolated.js';
import { type Here, Page, to } from './page.js';

export interface IssuedReceipt {
  number: string;
  /** 25 digits. */
  secret: string;
}

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
        <ul className="ways">
          <li>{t('receipt.write')}</li>
          <li>
            {/* The browser prints where no script runs, too. */}
            <noscript>{t('receipt.print')}</noscript>
            <button type="button" className="second" data-print="" hidden>
              {t('receipt.print')}
            </button>
          </li>
          <li>
            {/* A download: not sent by the script, which waits for a page. */}
            <form method="post" action={to(here, '/receipt/file')}>
              <input type="hidden" name="token" value={token} />
              <button type="submit" className="second">
                {t('receipt.file')}
              </button>
            </form>
          </li>
        </ul>
        <p>{t('receipt.no_names')}</p>
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
