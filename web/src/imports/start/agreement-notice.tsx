import { useOwnOrganisation } from '../../api/imports.js';
import { useLanguage } from '../../language/language.js';
import { formatIsoDay } from '../../language/read-date.js';

/** What the organisation agreed to hand in, and until when. Without an agreement in force nothing is taken. */
export function AgreementNotice() {
  const { t, knows, language } = useLanguage();
  const { data: organisation } = useOwnOrganisation();
  if (!organisation || organisation.kind === 'operator') return null;
  const agreements = organisation.agreements.filter(({ purpose, in_force }) => purpose === 'import' && in_force);
  if (agreements.length === 0)
    return (
      <div className="notice error">
        <p>
          <strong>{t('agreement.none')}</strong>
        </p>
        <p>{t('agreement.none_next')}</p>
      </div>
    );
  return agreements.map((agreement) => (
    <details key={agreement.id} className="notice agreement">
      <summary>
        {agreement.valid_until
          ? t('agreement.until', { day: formatIsoDay(agreement.valid_until, language) })
          : t('agreement.open_end')}
      </summary>
      <p>{t('agreement.fields')}</p>
      <ul>
        {agreement.fields.map((field) => {
          const key = `agreement_field.${field}`;
          return <li key={field}>{knows(key) ? t(key) : field}</li>;
        })}
      </ul>
      <p className="hint">{t('agreement.purpose')}</p>
    </details>
  ));
}
