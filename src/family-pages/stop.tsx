import type { FamilyState } from '../receipts/family-state.js';
import { FaultSummary, type Faults, Form, Line } from './fields.js';
import type { OwnPage } from './own-session.js';
import { type Here, Page, to } from './page.js';

interface Props extends OwnPage {
  state: FamilyState;
  typed?: string;
  faults?: Faults;
  wait?: string;
}

/** What can be done beside removing everything, by where the report stands. */
const step = { received: 'pause', open: 'pause', paused: 'resume', closed: 'reopen' } as const satisfies Record<
  FamilyState,
  string
>;

/** F20: two clear choices. The one that cannot be undone asks for the code again. */
export function Stop({ here, token, state, typed, faults = {}, wait }: Props) {
  const { words: t } = here;
  const other = step[state];
  return (
    <Page here={here} title={t('stop.title')} hasErrors={Object.keys(faults).length > 0} back="/mine">
      <FaultSummary here={here} faults={faults} />
      {wait && (
        <p className="note warning" role="alert">
          {wait}
        </p>
      )}
      <h1>{t('stop.title')}</h1>
      <section aria-labelledby="other">
        <h2 id="other">{t(`stop.${other}_title`)}</h2>
        <p>{t(`stop.${other}`)}</p>
        <Form here={here} action={to(here, `/mine/${other}`)} token={token} button={t(`stop.${other}_button`)}>
          {null}
        </Form>
      </section>
      <section className="apart" aria-labelledby="remove">
        <h2 id="remove">{t('stop.remove_title')}</h2>
        <ul>
          <li>{t('stop.goes')}</li>
          <li>{t('stop.stays')}</li>
          <li>{t('stop.told')}</li>
        </ul>
        <p className="note warning">{t('stop.forever')}</p>
        <Form here={here} action={to(here, '/mine/remove')} token={token} button={t('stop.remove_button')} grave>
          <Line
            name="code"
            label={t('stop.code')}
            hint={t('return.code_hint')}
            value={typed}
            fault={faults.code}
            dir="ltr"
            mode="numeric"
          />
        </Form>
      </section>
    </Page>
  );
}

/** Confirms; there is no session any more. */
export function Removed({ here }: { here: Here }) {
  const { words: t } = here;
  return (
    <Page here={here} title={t('stop.removed_title')}>
      <h1>{t('stop.removed_title')}</h1>
      <p>{t('stop.removed')}</p>
      <p>{t('stop.stays')}</p>
    </Page>
  );
}
