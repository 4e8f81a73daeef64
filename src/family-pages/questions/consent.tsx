import type { Answers } from '../drafts.js';
import { Choices } from '../fields.js';
import { FormReader } from './form-reader.js';
import type { Question } from './question.js';

const yesNo = ['yes', 'no'] as const;
const purposes = ['search', 'partners', 'contact'] as const;

/** Raised whenever the words of the page change: what somebody agreed to is kept with it. */
export const consentFormVersion = 'family-pages-1';

/** What was allowed. Whoever is no relative is not asked about partners, and allows nothing there (R20). */
export const consentOf = (answers: Answers, isRelative: boolean) => ({
  search: answers.search === 'yes',
  partners: isRelative && answers.partners === 'yes',
  contact: answers.contact === 'yes',
  form_version: consentFormVersion,
});

export function faultsOfConsent(answers: Answers, isRelative: boolean) {
  const form = new FormReader(answers);
  for (const purpose of purposes)
    if ((purpose !== 'partners' || isRelative) && !form.choice(purpose, yesNo))
      form.fault(purpose, 'fault.answer_missing');
  return form.faults;
}

/** F13: three questions, none answered beforehand, each with what follows from it. */
export const consent: Question = {
  path: 'consent',
  title: 'consent.title',
  namesPartners: true,
  Fields({ here: { words: t }, answers, faults, beside }) {
    const note = beside.isRelative
      ? beside.partners.length > 0
        ? t('consent.partners_list', { partners: beside.partners.join(' · ') })
        : t('consent.partners_none')
      : undefined;
    return (
      <>
        <p className="hint">{t('consent.hint')}</p>
        {purposes.map((purpose) =>
          purpose === 'partners' && !beside.isRelative ? (
            <p className="note" key={purpose}>
              {t('consent.partners_not_relative')}
            </p>
          ) : (
            <Choices
              key={purpose}
              name={purpose}
              label={t(`consent.${purpose}`)}
              hint={purpose === 'partners' ? note : undefined}
              value={answers[purpose]}
              fault={faults[purpose]}
              choices={yesNo.map((value) => ({ value, label: t(`consent.${purpose}_${value}`) }))}
            />
          ),
        )}
        <p className="note">{t('consent.years')}</p>
      </>
    );
  },
  read: (answers, { isRelative }) => ({ faults: faultsOfConsent(answers, isRelative), told: {} }),
  answersOf: () => ({}),
  shown: (answers, { words: t }, { isRelative }) =>
    purposes.map((purpose) => {
      const value = yesNo.find((each) => each === answers[purpose]);
      const asked = purpose !== 'partners' || isRelative;
      return {
        what: t(`consent.${purpose}`),
        answer: asked ? value && t(`consent.${purpose}_${value}`) : t('consent.partners_not_relative'),
      };
    }),
};
