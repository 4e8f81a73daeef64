import { Choices, Text } from '../fields.js';
import { FormReader, longest } from './form-reader.js';
import { unansweredChoices, unansweredOf, wordsOfUnanswered } from './left-empty.js';
import type { Question } from './question.js';

const values = ['taken', 'checkpoint', 'attack', 'journey', 'sea', 'hospital', 'other'] as const;

/** F10. That it may be hard is said before anything is asked. */
export const whatHappened: Question = {
  path: 'what-happened',
  title: 'what.title',
  Fields: ({ here, answers, faults }) => {
    const { words: t } = here;
    return (
      <>
        <p className="note">{t('what.warning')}</p>
        <Choices
          name="what"
          label={t('what.choose')}
          value={answers.what}
          fault={faults.what}
          choices={[...values.map((value) => ({ value, label: t(`what.${value}`) })), ...unansweredChoices(here)]}
        />
        <Text name="told" label={t('what.told')} hint={t('what.told_hint')} value={answers.told} fault={faults.told} />
      </>
    );
  },
  read(answers) {
    const form = new FormReader(answers);
    return {
      faults: form.faults,
      told: {
        disappearance: {
          what_happened: form.choice('what', values),
          circumstances: form.paragraph('told', longest.words),
        },
        unanswered: unansweredOf('disappearance.what_happened', answers.what),
      },
    };
  },
  answersOf({ disappearance, unanswered }) {
    const what = disappearance.what_happened ?? unanswered?.['disappearance.what_happened'];
    return { ...(what && { what }), ...(disappearance.circumstances && { told: disappearance.circumstances }) };
  },
  shown(answers, here) {
    const what = values.find((each) => each === answers.what);
    return [
      {
        what: here.words('what.title'),
        answer: what ? here.words(`what.${what}`) : wordsOfUnanswered(here, answers.what),
      },
      { what: here.words('what.told'), answer: answers.told?.trim() ? <bdi dir="auto">{answers.told}</bdi> : null },
    ];
  },
};
