import { Line, Text } from '../fields.js';
import { FormReader, longest } from './form-reader.js';
import { LeftEmpty, leftEmptyOf, readLeftEmpty, whyEmpty } from './left-empty.js';
import type { Question } from './question.js';

const paths = [
  'sought.recognise.height',
  'sought.recognise.marks',
  'sought.recognise.work',
  'sought.recognise.family',
  'sought.national_number',
] as const;

/** F11. */
export const recognise: Question = {
  path: 'recognise',
  title: 'recognise.title',
  Fields: ({ here, answers, faults }) => {
    const { words: t } = here;
    const field = (name: 'height' | 'marks' | 'work' | 'family' | 'number') => ({
      name,
      label: t(`recognise.${name}`),
      value: answers[name],
      fault: faults[name],
    });
    return (
      <>
        <p className="hint">{t('recognise.hint')}</p>
        <Line {...field('height')} />
        <Text {...field('marks')} rows={3} />
        <Line {...field('work')} />
        <Text {...field('family')} rows={3} />
        <Line {...field('number')} hint={t('recognise.number_hint')} dir="ltr" mode="numeric" />
        <LeftEmpty here={here} answers={answers} fault={faults.unknown} several />
      </>
    );
  },
  read(answers) {
    const form = new FormReader(answers);
    const told = {
      height: form.line('height', longest.short),
      marks: form.paragraph('marks', longest.words),
      work: form.line('work', longest.place),
      family: form.paragraph('family', longest.words),
    };
    const national_number = form.line('number', longest.number);
    const unanswered = readLeftEmpty(
      form,
      Object.fromEntries(paths.map((path, at) => [path, [...Object.values(told), national_number][at]])),
    );
    const recognise = Object.values(told).some((each) => each !== undefined) ? told : undefined;
    return { faults: form.faults, told: { sought: { recognise, national_number }, unanswered } };
  },
  answersOf: ({ sought: { recognise, national_number }, unanswered }) => ({
    ...recognise,
    ...(national_number && { number: national_number }),
    ...leftEmptyOf(unanswered, paths),
  }),
  shown: (answers, here) =>
    (['height', 'marks', 'work', 'family', 'number'] as const).map((name) => ({
      what: here.words(`recognise.${name}`),
      answer: answers[name]?.trim() ? <bdi dir="auto">{answers[name]}</bdi> : whyEmpty(here, answers),
    })),
};
