import { checkDate } from '../../matching/index.js';
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
import { Governorate } from './places.js';
import type { Around, Question } from './question.js';

const paths = [
  'disappearance.date',
  'disappearance.place',
  'disappearance.governorate',
  'disappearance.believed_facility',
] as const;

function readDate(form: FormReader, answers: Answers, today: string): string | undefined {
  const first = readDay(form, answers, today);
  const last = readDay(form, answers, today, 'to_');
  const words = readWords(form, 'event');
  if (words !== undefined && (first ?? last) !== undefined) return form.fault('words', 'fault.one_way');
  if (first !== undefined && last !== undefined) {
    const [a, b] = [first, last].map((text) => checkDate(text, { of: 'event' }));
    if (a.ok && b.ok && (a.date.earliest ?? '') > (b.date.latest ?? '')) return form.fault('to_day', 'fault.order');
    return first === last ? first : `between ${first} and ${last}`;
  }
  if (last !== undefined) return `until ${last}`;
  return first ?? words;
}

function dateAnswersOf(text: string): Answers {
  const [, one, from, to] = /^(?:until (.+)|between (.+) and (.+))$/.exec(text) ?? [];
  const until = one === undefined ? null : dayAnswersOf(one, 'to_');
  if (until) return until;
  const first = from === undefined ? null : dayAnswersOf(from);
  const last = to === undefined ? null : dayAnswersOf(to, 'to_');
  if (first && last) return { ...first, ...last };
  return dayAnswersOf(text) ?? { words: text };
}

function read(answers: Answers, { today }: Around) {
  const form = new FormReader(answers);
  const told = {
    date: readDate(form, answers, today),
    place: form.line('place', longest.place),
    governorate: form.line('governorate', longest.short),
    believed_facility: form.line('facility', longest.place),
  };
  const [date, place, governorate, facility] = paths;
  const unanswered = readLeftEmpty(form, {
    [date]: told.date,
    [place]: told.place,
    [governorate]: told.governorate,
    [facility]: told.believed_facility,
  });
  return { faults: form.faults, told: { disappearance: told, unanswered } };
}

function typedDate(here: Here, answers: Answers): string {
  const { words } = answers;
  if (words?.trim()) return here.words('date.recorded_words', { words: words.trim() });
  return [typedDay(here, answers), typedDay(here, answers, 'to_')].filter(Boolean).join(' – ');
}

/** F9. */
export const lastNews: Question = {
  path: 'last-news',
  title: 'last_news.title',
  Fields: (props) => {
    const { here, answers, faults, beside } = props;
    const { words: t } = here;
    const { date } = read(answers, beside).told.disappearance;
    return (
      <>
        <h2>{t('last_news.when')}</h2>
        <p className="hint">{t('birth.hint')}</p>
        <CalendarChoice {...props} />
        <DayFields {...props} />
        <fieldset className="field">
          <legend>{t('date.between')}</legend>
          <DayFields {...props} prefix="to_" />
        </fieldset>
        <WordsField {...props} />
        {date !== undefined && <Recorded here={here} text={date} of="event" />}
        <h2>{t('last_news.where')}</h2>
        <Line
          name="place"
          label={t('last_news.place')}
          hint={t('last_news.where_hint')}
          value={answers.place}
          fault={faults.place}
          list="places"
        />
        <Governorate {...props} label={t('last_news.governorate')} />
        <Line name="facility" label={t('last_news.facility')} value={answers.facility} fault={faults.facility} />
        <LeftEmpty here={here} answers={answers} fault={faults.unknown} several />
      </>
    );
  },
  read,
  answersOf: ({ disappearance: { date, place, governorate, believed_facility }, unanswered }) => ({
    ...(date !== undefined && dateAnswersOf(date)),
    ...(place && { place }),
    ...(governorate && { governorate }),
    ...(believed_facility && { facility: believed_facility }),
    ...leftEmptyOf(unanswered, paths),
  }),
  shown(answers, here, beside) {
    const { date, place, governorate, believed_facility } = read(answers, beside).told.disappearance;
    const words = (text: string | undefined) => (text ? <bdi dir="auto">{text}</bdi> : whyEmpty(here, answers));
    const inWords = beside.governorates.find(({ value }) => value === governorate)?.label ?? governorate;
    return [
      {
        what: here.words('last_news.when'),
        answer: shownDate(here, date, 'event', typedDate(here, answers)) ?? whyEmpty(here, answers),
      },
      { what: here.words('last_news.place'), answer: words(place) },
      { what: here.words('last_news.governorate'), answer: words(inWords) },
      { what: here.words('last_news.facility'), answer: words(believed_facility) },
    ];
  },
};
