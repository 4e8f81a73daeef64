import type { UnansweredPath } from '../../reports/further-content.js';
import type { Answers } from '../drafts.js';
import { type Choice, Tick } from '../fields.js';
import type { Here } from '../page.js';
import type { FormReader } from './form-reader.js';
import type { Unanswered } from './question.js';

const reasons = ['unknown', 'prefer_not_to_say'] as const;
type Reason = (typeof reasons)[number];
const reasonOf = (value: string | undefined): Reason | undefined => reasons.find((each) => each === value);

/** The two answers that stand below every choice. */
export const unansweredChoices = ({ words: t }: Here): Choice[] => [
  { value: 'unknown', label: t('page.unknown') },
  { value: 'prefer_not_to_say', label: t('page.prefer_not') },
];

export function unansweredOf(path: UnansweredPath, value: string | undefined): Unanswered | undefined {
  const reason = reasonOf(value);
  return reason && { [path]: reason };
}

export function wordsOfUnanswered({ words: t }: Here, value: string | undefined): string | null {
  const reason = reasonOf(value);
  return reason ? t(reason === 'unknown' ? 'check.unknown' : 'check.prefer_not') : null;
}

interface LeftEmptyProps {
  here: Here;
  answers: Answers;
  fault?: string;
  several?: boolean;
}

/** "I do not know" and "I prefer not to say": for the one field of a page, or for all that are left empty on it. */
export function LeftEmpty({ here: { words: t }, answers, fault, several }: LeftEmptyProps) {
  return (
    <div className={fault ? 'field faulty' : 'field'}>
      {fault && <p className="fault">{fault}</p>}
      <Tick name="unknown" label={t(several ? 'page.rest_unknown' : 'page.unknown')} value={answers.unknown} />
      <Tick
        name="prefer_not"
        label={t(several ? 'page.rest_prefer_not' : 'page.prefer_not')}
        value={answers.prefer_not}
      />
    </div>
  );
}

/** @returns what the ticks say of the fields that hold nothing; undefined: nothing */
export function readLeftEmpty(
  form: FormReader,
  fields: Partial<Record<UnansweredPath, string | undefined>>,
): Unanswered | undefined {
  const [unknown, prefers] = [form.ticked('unknown'), form.ticked('prefer_not')];
  if (unknown && prefers) form.fault('unknown', 'fault.one_tick');
  const empty = (Object.keys(fields) as UnansweredPath[]).filter((path) => fields[path] === undefined);
  if (empty.length === 0 || unknown === prefers) return undefined;
  return Object.fromEntries(empty.map((path) => [path, unknown ? 'unknown' : 'prefer_not_to_say']));
}

/** The ticks that say what the content says of these fields: one answer for all of them that are empty. */
export function leftEmptyOf(unanswered: Unanswered | undefined, paths: readonly UnansweredPath[]): Answers {
  const why = paths.map((path) => unanswered?.[path]).find(Boolean);
  if (!why) return {};
  return why === 'unknown' ? { unknown: 'yes' } : { prefer_not: 'yes' };
}

/** In words, for the list of answers: why a field is empty. */
export function whyEmpty({ words: t }: Here, answers: Answers): string | null {
  if (answers.unknown === 'yes') return t('check.unknown');
  return answers.prefer_not === 'yes' ? t('check.prefer_not') : null;
}
