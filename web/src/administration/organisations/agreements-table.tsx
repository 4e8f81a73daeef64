import { useEndAgreement } from '../../api/administration.js';
import type { Agreed, Organisation } from '../../api/types.js';
import { AskTwice } from '../../forms/ask-twice.js';
import { ProblemNotice } from '../../frame/problem-notice.js';
import { useLanguage } from '../../language/language.js';
import { formatIsoDay } from '../../language/read-date.js';
import type { WhenFresh } from '../../session/fresh-proof.js';
import { ProofDeclined } from '../../session/proof-declined.js';
import { Icon } from '../../suggestion/icon.js';

interface AgreementsTableProps {
  organisation: Organisation;
  /** Whether who reads may end them. */
  ends: boolean;
  whenFresh: WhenFresh;
}

const today = () => new Date().toISOString().slice(0, 10);

/** What an organisation agreed to, past ones too. */
export function AgreementsTable({ organisation, ends, whenFresh }: AgreementsTableProps) {
  const { t, knows, language } = useLanguage();
  const end = useEndAgreement(organisation.id, whenFresh);
  const word = (field: string) => {
    const key = `agreement_field.${field}`;
    return knows(key) ? t(key) : field;
  };
  const standing = ({ in_force, valid_from }: Agreed) =>
    in_force ? 'in_force' : valid_from > today() ? 'not_yet' : 'over';
  const lastDay = ({ valid_from, valid_until }: Agreed) => {
    if (valid_until === null) return t('admin_orgs.no_end');
    // Ended by hand on its first day.
    if (valid_until < valid_from) return t('admin_orgs.never_in_force');
    return t('admin_orgs.until_day', { day: formatIsoDay(valid_until, language) });
  };
  return (
    <>
      {end.isError && !(end.error instanceof ProofDeclined) && <ProblemNotice error={end.error} takeFocus />}
      <table className="grid">
        <caption className="unseen">{t('admin_orgs.agreements')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('admin_orgs.purpose')}</th>
            <th scope="col">{t('admin_orgs.fields')}</th>
            <th scope="col">{t('admin_orgs.dates')}</th>
            <th scope="col">{t('admin_orgs.standing')}</th>
            {ends && (
              <th scope="col">
                <span className="unseen">{t('admin_users.steps')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {organisation.agreements.map((agreement) => (
            <tr key={agreement.id} className={agreement.in_force ? undefined : 'past'}>
              <th scope="row">{t(`admin_purpose.${agreement.purpose}`)}</th>
              <td data-label={t('admin_orgs.fields')}>{agreement.fields.map(word).join(t('admin_comma'))}</td>
              <td data-label={t('admin_orgs.dates')}>
                {t('admin_orgs.from_day', { day: formatIsoDay(agreement.valid_from, language) })}
                <span className="reading">{lastDay(agreement)}</span>
              </td>
              <td data-label={t('admin_orgs.standing')}>
                <Icon name={agreement.in_force ? 'tick' : standing(agreement) === 'not_yet' ? 'clock' : 'dash'} />{' '}
                {t(`admin_orgs.${standing(agreement)}`)}
              </td>
              {ends && (
                <td>
                  {standing(agreement) !== 'over' && (
                    <AskTwice
                      says={t('admin_orgs.end')}
                      named={t('admin_orgs.end_named', { purpose: t(`admin_purpose.${agreement.purpose}`) })}
                      yes={t('admin_orgs.end_yes')}
                      no={t('admin_no')}
                      busy={end.isPending}
                      onYes={() => end.mutate(agreement.id)}
                    />
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
