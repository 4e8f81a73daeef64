import type { Answers } from '../drafts.js';
import { Choices } from '../fields.js';
import { FormReader } from './form-reader.js';
import { unansweredChoices, unansweredOf, wordsOfUnanswered } from './left-empty.js';
import type { Question } from './question.js';

const values = ['male', 'female'] as const;

/** F6. */
export const sex: Question = {
  path: 'sex',
  title: 'sex.title',
  titleInFields: true,
  Fields: ({ here, answers, faults }) => (
    <Choices
      name="sex"
      heading
      label={here.words('sex.title')}
      value={answers.sex}
      fault={faults.sex}
      choices={[...values.map((value) => ({ value, label: here.words(`sex.${value}`) })), ...unansweredChoices(here)]}
    />
  ),
  read(answers) {
    const form = new FormReader(answers);
    return {
      faults: form.faults,
      told: { sought: { sex: form.choice('sex', values) }, unanswered: unansweredOf('sought.sex', answers.sex) },
    };
  },
  answersOf({ sought, unanswered }): Answers {
    const sex = sought.sex ?? unanswered?.['sought.sex'];
    return sex ? { sex } : {};
  },
  shown(answers, here) {
    const told = values.find((each) => each === answers.sex);
    return [
      {
        what: here.words('sex.title'),
        answer: told ? here.words(`sex.${told}`) : wordsOfUnanswered(here, answers.sex),
      },
    ];
  },
};
