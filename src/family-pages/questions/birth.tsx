import type { Answers } from '../drafts.js';
import { Line } from '../fields.js';
import type { Here } from '../page.js';
import {
  CalendarChoice,
  DayFields,
  dayAnswersOf,
  Recorded,
  readDay,
  readWords,
  shownDate,
  typedDay,
  WordsField,
} from './dates.js';
import { FormReader, longest } from './form-reader.js';
import { LeftEmpty, leftEmptyOf, readLeftEmpty, whyEmpty } from './left-empty.js';
import type { Around, Question } from './question.js';

const paths = ['sought.birth', 'sought.birth_place'] as const;
const oldest = 120;

/** "38-40 years old on 2026-11-23": true of a day, and read as the days of birth that fit. */
function readAge(form: FormReader, today: string): string | undefined {
  const [from, to] = [form.number('age_from'), form.number('age_to')];
  if (from === undefined && to === undefined) return undefined;
  const wrong = (age: number | null | undefined) => age === null || (age !== undefined && age > oldest);
  if (wrong(from)) return form.fault('age_from', 'fault.age');
  if (wrong(to)) return form.fault('age_to', 'fault.age');
  if (from === undefined || to === undefined)
    return form.fault(from === undefined ? 'age_from' : 'age_to', 'fault.age_both');
  if (to! < from!) return form.fault('age_to', 'fault.age_order');
  return `${from === to ? from : `${from}-${to}`} years old on ${today}`;
}

function read(answers: Answers, { today }: Around) {
  const form = new FormReader(answers);
  const ways = [readDay(form, answers, today), readAge(form, today), readWords(form, 'birth')].filter(
    (text) => text !== undefined,
  );
  if (ways.length > 1) form.fault(ways[1] === answers.words?.trim() ? 'words' : 'age_from', 'fault.one_way');
  const [birth] = ways;
  const birth_place = form.line('place', longest.place);
  const unanswered = readLeftEmpty(form, { 'sought.birth': birth, 'sought.birth_place': birth_place });
  return { faults: form.faults, told: { sought: { birth, birth_place }, unanswered } };
}

function typedBirth(here: Here, answers: Answers): string {
  const { age_from, age_to, words } = answers;
  if (words?.trim()) return here.words('date.recorded_words', { words: words.trim() });
  const ages = [
    [here.words('birth.age_from'), age_from?.trim()],
    [here.words('birth.age_to'), age_to?.trim()],
  ].flatMap(([label, age]) => (age ? [`${label}: ${age}`] : []));
  return ages.join(' · ') || typedDay(here, answers);
}

/** F7. */
export const birth: Question = {
  path: 'birth',
  title: 'birth.title',
  Fields: (props) => {
    const { here, answers, faults, beside } = props;
    const { words: t } = here;
    const text = read(answers, beside).told.sought.birth;
    return (
      <>
        <p className="hint">{t('birth.hint')}</p>
        <CalendarChoice {...props} />
        <DayFields {...props} />
        <h2>{t('birth.age_title')}</h2>
        <div className="together">
          {(['age_from', 'age_to'] as const).map((name) => (
            <Line
              key={name}
              name={name}
              label={t(`birth.${name}`)}
              value={answers[name]}
              fault={faults[name]}
              mode="numeric"
              dir="ltr"
              short
            />
          ))}
        </div>
        <WordsField {...props} />
        {text !== undefined && <Recorded here={here} text={text} of="birth" />}
        <Line name="place" label={t('birth.place')} value={answers.place} fault={faults.place} list="places" />
        <LeftEmpty here={here} answers={answers} fault={faults.unknown} several />
      </>
    );
  },
  read,
  answersOf({ sought, unanswered }) {
    const { birth, birth_place } = sought;
    return {
      ...(birth !== undefined && (dayAnswersOf(birth) ?? { words: birth })),
      ...(birth_place && { place: birth_place }),
      ...leftEmptyOf(unanswered, paths),
    };
  },
  shown(answers, here, beside) {
    const { birth, birth_place } = read(answers, beside).told.sought;
    return [
      {
        what: here.words('birth.title'),
        answer: shownDate(here, birth, 'birth', typedBirth(here, answers)) ?? whyEmpty(here, answers),
      },
      {
        what: here.words('birth.place'),
        answer: birth_place ? <bdi dir="auto">{birth_place}</bdi> : whyEmpty(here, answers),
      },
    ];
  },
};
