import type { Fault, Faults } from '../../forms/faults.js';
import { Field } from '../../forms/field.js';
import { faultAt, textOf } from '../../forms/read-form.js';
import { useLanguage } from '../../language/language.js';
import type { ListConsent } from '../types.js';

const languages = ['ar', 'ckb', 'kmr', 'en', 'tr', 'de'] as const;

/** Of a list of reports: what the people agreed to whom the organisation files for. */
export function ConsentFields({ faults }: { faults: Faults }) {
  const { t } = useLanguage();
  const fault = faults.list.find(({ field }) => field === 'consent-search');
  return (
    <fieldset className="consent">
      <legend>{t('consent.title')}</legend>
      <p className="hint">{t('consent.what')}</p>
      {fault && (
        <p className="error-text" id="consent-fault">
          {fault.say(t)}
        </p>
      )}
      <label className="check">
        <input
          type="checkbox"
          id="consent-search"
          name="consent-search"
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? 'consent-fault' : undefined}
        />
        {t('consent.search')}
      </label>
      <label className="check">
        <input type="checkbox" name="consent-partners" />
        {t('consent.partners')}
      </label>
      <Field id="consent-form" label={t('consent.form')} faults={faults} maxLength={40} />
      <div className="field">
        <label htmlFor="consent-language">{t('consent.language')}</label>
        <select id="consent-language" name="consent-language" defaultValue="ar">
          {languages.map((language) => (
            <option key={language} value={language}>
              {t(`form_language.${language}`)}
            </option>
          ))}
        </select>
      </div>
    </fieldset>
  );
}

const asksForConsent = (form: HTMLFormElement) => form.querySelector('#consent-search') !== null;

export function consentFaults(form: HTMLFormElement): Fault[] {
  if (!asksForConsent(form)) return [];
  return [
    textOf(form, 'consent-search') === '' && faultAt('consent-search', 'consent.search_missing'),
    textOf(form, 'consent-form').trim() === '' && faultAt('consent-form', 'consent.form_missing'),
  ].filter((fault) => fault !== false);
}

export function consentOf(form: HTMLFormElement): ListConsent | undefined {
  if (!asksForConsent(form)) return undefined;
  return {
    search: true,
    partners: textOf(form, 'consent-partners') !== '',
    form_version: textOf(form, 'consent-form').trim(),
    language: textOf(form, 'consent-language'),
  };
}
