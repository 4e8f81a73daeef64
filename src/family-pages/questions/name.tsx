import { Choices, Line } from '../fields.js';
import { to } from '../page.js';
import { FormReader, longest } from './form-reader.js';
import { NameReading } from './name-reading.js';
import type { Question } from './question.js';
import { toldName } from './told-name.js';

export const nameFields = ['given', 'father', 'grandfather', 'family'] as const;
const certainties = ['sure', 'part', 'unsure'] as const;

/** F4. The one question of the person that has to be answered. */
export const name: Question = {
  path: 'name',
  title: 'name.title',
  Fields: ({ here, answers, faults }) => {
    const { words: t } = here;
    return (
      <>
        <p className="hint">{t('name.hint')}</p>
        {answers.full !== undefined && (
          <Line name="full" label={t('name.full')} value={answers.full} fault={faults.full} />
        )}
        {nameFields.map((field) => (
          <Line key={field} name={field} label={t(`name.${field}`)} value={answers[field]} fault={faults[field]} />
        ))}
        <div className="note" data-reading={to(here, '/name-reading')} aria-live="polite">
          <NameReading here={here} answers={answers} />
        </div>
        <Choices
          name="certainty"
          label={t('name.certainty')}
          value={answers.certainty}
          fault={faults.certainty}
          choices={certainties.map((value) => ({ value, label: t(`name.${value}`) }))}
        />
      </>
    );
  },
  read(answers) {
    const form = new FormReader(answers);
    const written = Object.fromEntries(['full', ...nameFields].map((field) => [field, form.line(field, longest.name)]));
    const told = toldName(written, answers);
    if (!told && Object.keys(form.faults).length === 0) form.fault('given', 'fault.name_missing');
    if (told?.full && [...told.full].length > longest.name)
      form.fault('given', 'fault.too_long', { most: longest.name });
    return {
      faults: form.faults,
      told: {
        ...(told && { name: told }),
        sought: { name_certainty: form.choice('certainty', certainties) },
      },
    };
  },
  answersOf({ sought: { names, name_certainty } }) {
    return { ...names[0], ...(name_certainty && { certainty: name_certainty }) };
  },
  shown(answers, { words: t }) {
    const certainty = certainties.find((each) => each === answers.certainty);
    const fields = answers.full === undefined ? nameFields : (['full', ...nameFields] as const);
    return [
      ...fields.map((field) => ({
        what: t(`name.${field}`),
        answer: answers[field]?.trim() ? <bdi dir="auto">{answers[field]}</bdi> : null,
      })),
      { what: t('name.certainty'), answer: certainty ? t(`name.${certainty}`) : null },
    ];
  },
};
