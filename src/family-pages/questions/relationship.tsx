import { type Relationship, relationships } from '../../reporters/reporter.entity.js';
import type { Answers } from '../drafts.js';
import { Choices } from '../fields.js';
import { FormReader } from './form-reader.js';
import type { Question } from './question.js';

const ages = ['yes', 'no', 'not_sure'] as const;

export const relationshipOf = (answers: Answers = {}): Relationship | null =>
  relationships.find((each) => each === answers.relationship) ?? null;

/** Somebody who has said nothing yet is taken for a relative: what he is asked less is asked less only of who is none (R20). */
export const isRelative = (answers: Answers | undefined): boolean => relationshipOf(answers) !== 'other';

/** F3. */
export const relationship: Question = {
  path: 'relationship',
  title: 'relationship.title',
  titleInFields: true,
  Fields: ({ here: { words: t }, answers, faults }) => (
    <>
      <Choices
        name="relationship"
        heading
        label={t('relationship.title')}
        hint={t('relationship.why')}
        value={answers.relationship}
        fault={faults.relationship}
        choices={relationships.map((value) => ({
          value,
          label: t(`relationship.${value}`),
          hint: value === 'other' ? t('relationship.other_note') : undefined,
        }))}
      />
      <Choices
        name="under_18"
        label={t('relationship.under_18')}
        value={answers.under_18}
        choices={ages.map((value) => ({ value, label: t(`relationship.${value}`) }))}
      />
    </>
  ),
  read(answers) {
    const form = new FormReader(answers);
    if (!relationshipOf(answers)) form.fault('relationship', 'fault.answer_missing');
    return { faults: form.faults, told: { sought: { under_18: form.choice('under_18', ages) } } };
  },
  answersOf: ({ sought }) => ({ ...(sought.under_18 && { under_18: sought.under_18 }) }),
  shown(answers, { words: t }) {
    const who = relationshipOf(answers);
    const age = ages.find((each) => each === answers.under_18);
    return [
      { what: t('relationship.title'), answer: who && t(`relationship.${who}`) },
      { what: t('relationship.under_18'), answer: age ? t(`relationship.${age}`) : null },
    ];
  },
};
