import { randomUUID } from 'node:crypto';
import type { Answers } from './drafts.js';
import { Choices, FaultSummary, type Faults, Form, Text } from './fields.js';
import { type Here, Page, to } from './page.js';

export const askedFor = ['money', 'documents', 'meeting', 'information', 'other'] as const;
export const ways = ['telephone', 'message', 'in_person', 'social_media', 'other'] as const;

interface Props {
  here: Here;
  token: string;
  answers?: Answers;
  faults?: Faults;
  wait?: string;
}

/** F19. With a session it belongs to the own report, which is then protected; without one it is told all the same. */
export function Money({ here, token, answers = {}, faults = {}, wait }: Props) {
  const { words: t, signedIn } = here;
  return (
    <Page
      here={here}
      title={t('money.title')}
      hasErrors={Object.keys(faults).length > 0}
      back={signedIn ? '/mine' : '/start'}
    >
      <FaultSummary here={here} faults={faults} />
      {wait && (
        <p className="note warning" role="alert">
          {wait}
        </p>
      )}
      <h1>{t('money.title')}</h1>
      <p className="note">{t('money.never')}</p>
      <p>{t('money.safe')}</p>
      {!signedIn && (
        <p>
          <a href={to(here, '/return')}>{t('money.with_code')}</a>
        </p>
      )}
      <Form here={here} action={to(here, '/money')} token={token} button={t('money.send')}>
        <input type="hidden" name="id" value={answers.id ?? randomUUID()} />
        {signedIn && <input type="hidden" name="own" value="yes" />}
        <Choices
          name="asked_for"
          label={t('money.what')}
          value={answers.asked_for}
          fault={faults.asked_for}
          choices={askedFor.map((value) => ({ value, label: t(`money.${value}`) }))}
        />
        <Choices
          name="way"
          label={t('money.how')}
          value={answers.way}
          fault={faults.way}
          choices={ways.map((value) => ({ value, label: t(value === 'other' ? 'money.other_way' : `money.${value}`) }))}
        />
        <Text
          name="told"
          label={t('money.told')}
          hint={t('money.told_hint')}
          value={answers.told}
          fault={faults.told}
        />
      </Form>
    </Page>
  );
}

export function MoneyThanks({ here }: { here: Here }) {
  const { words: t, signedIn } = here;
  return (
    <Page here={here} title={t('money.thanks_title')}>
      <h1>{t('money.thanks_title')}</h1>
      <p>{t('money.thanks')}</p>
      {signedIn && <p>{t('money.held')}</p>}
      <p>
        <a className="button second" href={to(here, signedIn ? '/mine' : '/start')}>
          {t(signedIn ? 'page.mine' : 'problem.begin')}
        </a>
      </p>
    </Page>
  );
}
