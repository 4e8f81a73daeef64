import { Line } from '../fields.js';
import { FormReader, longest } from './form-reader.js';
import { LeftEmpty, leftEmptyOf, readLeftEmpty, whyEmpty } from './left-empty.js';
import type { Question } from './question.js';

const paths = ['sought.mother_name'] as const;

/** F5. */
export const mother: Question = {
  path: 'mother',
  title: 'mother.title',
  Fields: ({ here, answers, faults }) => (
    <>
      <p className="hint">{here.words('mother.why')}</p>
      <Line name="mother" label={here.words('mother.name')} value={answers.mother} fault={faults.mother} />
      <LeftEmpty here={here} answers={answers} fault={faults.unknown} />
    </>
  ),
  read(answers) {
    const form = new FormReader(answers);
    const mother_name = form.line('mother', longest.name);
    const unanswered = readLeftEmpty(form, { 'sought.mother_name': mother_name });
    return { faults: form.faults, told: { sought: { mother_name }, unanswered } };
  },
  answersOf: ({ sought, unanswered }) => ({
    ...(sought.mother_name && { mother: sought.mother_name }),
    ...leftEmptyOf(unanswered, paths),
  }),
  shown: (answers, here) => [
    {
      what: here.words('mother.name'),
      answer: answers.mother?.trim() ? <bdi dir="auto">{answers.mother}</bdi> : whyEmpty(here, answers),
    },
  ],
};
