import type { OwnReportView } from '../family-reports/own-report.js';
import { Choices, Form } from './fields.js';
import type { OwnPage } from './own-session.js';
import { Page, to } from './page.js';

interface Props extends OwnPage {
  consents: OwnReportView['consents'];
  /** Names of the organisations whose lists a report may be compared with. */
  partners: string[];
  isRelative: boolean;
}

/** Three questions, each with its answer of today and what each answer means. */
export function MyConsent({ here, token, consents, partners, isRelative }: Props) {
  const { words: t } = here;
  return (
    <Page here={here} title={t('my_consent.title')} back="/mine">
      <h1>{t('my_consent.title')}</h1>
      <p>{t('consent.hint')}</p>
      <Form here={here} action={to(here, '/mine/consent')} token={token} button={t('page.save')}>
        {consents.map(({ purpose, granted }) =>
          purpose === 'partners' && !isRelative ? (
            <p key={purpose} className="note">
              {t('consent.partners_not_relative')}
            </p>
          ) : (
            <Choices
              key={purpose}
              name={purpose}
              label={t(`consent.${purpose}`)}
              hint={[
                t(granted ? 'my_consent.now_yes' : 'my_consent.now_no'),
                purpose === 'partners' &&
                  (partners.length > 0
                    ? t('consent.partners_list', { partners: partners.join(' · ') })
                    : t('consent.partners_none')),
              ]
                .filter(Boolean)
                .join('. ')}
              value={granted ? 'yes' : 'no'}
              choices={[
                { value: 'yes', label: t(`consent.${purpose}_yes`) },
                { value: 'no', label: t(`consent.${purpose}_no`) },
              ]}
            />
          ),
        )}
      </Form>
      <p>{t('consent.years')}</p>
    </Page>
  );
}
