import { toWrittenPersonName } from '../../person-names/read-names.js';
import { Line, Text } from '../fields.js';
import { FormReader, longest } from './form-reader.js';
import type { Question, SoughtName } from './question.js';

/** As many as a report takes beside the first name, the kunya, the nickname and the family name before marriage. */
const mostOnPapers = 16;
const lines = ['kunya', 'nickname', 'before_marriage'] as const;

const linesOf = (text = '') =>
  text
    .split('\n')
    .map((each) => each.trim())
    .filter(Boolean);

/** F4b. Each name stands for itself in the report, in the words in which it was given. */
export const otherNames: Question = {
  path: 'other-names',
  title: 'other_names.title',
  Fields: ({ here: { words: t }, answers, faults }) => (
    <>
      <p className="hint">{t('other_names.hint')}</p>
      {lines.map((field) => (
        <Line key={field} name={field} label={t(`other_names.${field}`)} value={answers[field]} fault={faults[field]} />
      ))}
      <Text
        name="papers"
        label={t('other_names.papers')}
        hint={t('other_names.papers_hint')}
        rows={3}
        value={answers.papers}
        fault={faults.papers}
      />
    </>
  ),
  read(answers) {
    const form = new FormReader(answers);
    const [kunya, nickname, familyBeforeMarriage] = lines.map((field) => form.line(field, longest.name));
    const written = linesOf(answers.papers);
    const papers = written.flatMap((full) => new FormReader({ papers: full }).line('papers', longest.name) ?? []);
    if (written.length > mostOnPapers) form.fault('papers', 'fault.too_many_names', { most: mostOnPapers });
    else if (papers.length < written.length)
      for (const full of written) {
        const line = new FormReader({ papers: full });
        line.line('papers', longest.name);
        const fault = line.faults.papers;
        if (fault) form.fault('papers', fault.key, fault.values);
      }
    const otherNames: SoughtName[] = [kunya, nickname, ...papers].flatMap((full) => (full ? [{ full }] : []));
    return { faults: form.faults, told: { otherNames, familyBeforeMarriage } };
  },
  answersOf({ sought: { names } }) {
    const [first, ...others] = names;
    const isBeforeMarriage = ({ full, given, father, grandfather, family }: SoughtName) =>
      !full && family && given === first.given && father === first.father && grandfather === first.grandfather;
    const before = others.find(isBeforeMarriage);
    const papers = others.filter((name) => name !== before).map((name) => toWrittenPersonName(name).raw);
    return {
      ...(before?.family && { before_marriage: before.family }),
      ...(papers.length > 0 && { papers: papers.join('\n') }),
    };
  },
  shown: (answers, { words: t }) =>
    [...lines, 'papers' as const].map((field) => ({
      what: t(`other_names.${field}`),
      answer: answers[field]?.trim() ? <bdi dir="auto">{answers[field]}</bdi> : null,
    })),
};
