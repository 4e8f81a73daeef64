import { FaultSummary, type Faults, Form, Line } from './fields.js';
import { LateFields, type LateForm } from './late-form.js';
import { type Here, Page, to } from './page.js';

interface Props {
  here: Here;
  /** What was typed: a wrong digit among 25 is found more easily than typed again. */
  typed?: { number: string; code: string };
  faults?: Faults;
  /** Why there is nothing to correct and yet no way in: too many tries, too many people at once. */
  wait?: string;
  late?: LateForm | null;
  /** Somebody asked for the end of his report, perhaps twice. */
  mayBeRemoved?: boolean;
}

/** F16. */
export function Return({ here, typed, faults = {}, wait, late = null, mayBeRemoved }: Props) {
  const { words: t } = here;
  return (
    <Page here={here} title={t('return.title')} hasErrors={Object.keys(faults).length > 0} back="/start">
      <FaultSummary here={here} faults={faults} />
      {wait && (
        <p className="note warning" role="alert">
          {wait}
        </p>
      )}
      <h1>{t('return.title')}</h1>
      {late && <p className="note">{t('return.late')}</p>}
      {mayBeRemoved && <p className="note">{t('return.if_removed')}</p>}
      <Form here={here} action={to(here, '/return')} token="" button={t('return.open')}>
        <Line
          name="number"
          label={t('return.number')}
          hint={t('return.number_hint')}
          value={typed?.number}
          fault={faults.number}
          dir="ltr"
          mode="numeric"
          short
        />
        <Line
          name="code"
          label={t('return.code')}
          hint={t('return.code_hint')}
          value={typed?.code}
          dir="ltr"
          mode="numeric"
        />
        {late && <LateFields late={late} />}
      </Form>
      <h2>{t('return.lost_title')}</h2>
      <p>{t('return.lost')}</p>
    </Page>
  );
}

/** Said once, on the way in. */
export function SomebodyTried({ here }: { here: Here }) {
  const { words: t } = here;
  return (
    <Page here={here} title={t('mine.title')}>
      <h1>{t('mine.title')}</h1>
      <p className="note warning">{t('return.somebody_tried')}</p>
      <p>
        <a className="button" href={to(here, '/mine')}>
          {t('page.continue')}
        </a>
      </p>
    </Page>
  );
}
