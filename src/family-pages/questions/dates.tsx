import { checkDate } from '../../matching/index.js';
import { dayIn } from '../days.js';
import type { Answers } from '../drafts.js';
import { Choices, type Faults, Line, Select } from '../fields.js';
import { monthNames } from '../months.js';
import type { Here } from '../page.js';
import { type FormReader, longest } from './form-reader.js';

/** Of a person's birth or of what happened: two readings of the same text (see matching, DateOptions). */
export type DateOf = 'birth' | 'event';

/** As a list of the library has them: a Hijri month with a year of our calendar ("Ramadan 2013") is written with its name. */
const hijriNames =
  'محرم,صفر,ربيع الأول,ربيع الآخر,جمادى الأولى,جمادى الآخرة,رجب,شعبان,رمضان,شوال,ذو القعدة,ذو الحجة'.split(',');

const years = { gregorian: { first: 1900 }, hijri: { first: 1318 } } as const;
type CalendarName = keyof typeof years;
const calendars = ['gregorian', 'hijri'] as const;

/** Which calendar a year can only be of: there is none of both between 1500 and 1899. */
function calendarOfYear(year: number, today: string): CalendarName | null {
  const now = Number(today.slice(0, 4));
  if (year >= years.gregorian.first && year <= now) return 'gregorian';
  // 33 lunar years are 32 of the sun.
  return year >= years.hijri.first && year <= Math.ceil(((now - 621) * 33) / 32) ? 'hijri' : null;
}

interface DayFieldsProps {
  here: Here;
  answers: Answers;
  faults: Faults;
  /** "to_" for the last day of a span. */
  prefix?: 'to_';
}

/** Day, month, year, each of which may stay empty. A month of either calendar by its name. */
export function DayFields({ here: { words: t, language }, answers, faults, prefix = '' as 'to_' }: DayFieldsProps) {
  const names = monthNames(language);
  const field = (name: string) => ({
    name: prefix + name,
    value: answers[prefix + name],
    fault: faults[prefix + name],
  });
  return (
    <div className="together">
      <Line {...field('day')} label={t('date.day')} mode="numeric" dir="ltr" short />
      <Select
        {...field('month')}
        label={t('date.month')}
        none={t('page.choose')}
        groups={[
          {
            label: t('date.gregorian'),
            options: names.map(({ gregorian }, at) => ({ value: String(at + 1), label: `${at + 1} ${gregorian}` })),
          },
          {
            label: t('date.hijri'),
            options: names.map(({ hijri }, at) => ({ value: `h${at + 1}`, label: `${at + 1} ${hijri}` })),
          },
        ]}
      />
      <Line {...field('year')} label={t('date.year')} mode="numeric" dir="ltr" short />
    </div>
  );
}

export function CalendarChoice({ here: { words: t }, answers, faults }: Omit<DayFieldsProps, 'prefix'>) {
  return (
    <Choices
      name="calendar"
      label={t('birth.calendar')}
      value={answers.calendar}
      fault={faults.calendar}
      choices={calendars.map((value) => ({ value, label: t(`birth.${value}`) }))}
    />
  );
}

export function WordsField({ here: { words: t }, answers, faults }: Omit<DayFieldsProps, 'prefix'>) {
  return (
    <Line
      name="words"
      label={t('date.or_words')}
      hint={t('date.words_hint')}
      value={answers.words}
      fault={faults.words}
    />
  );
}

/**
 * Writes day, month and year as a text that the library reads as these and nothing else: "1985", "1985-03", "1985-03-12", "1405-09 AH", "رمضان 2013".
 * @returns undefined when nothing was filled in, or something has to be mended
 */
export function readDay(
  form: FormReader,
  answers: Answers,
  today: string,
  prefix: '' | 'to_' = '',
): string | undefined {
  const [day, year] = [form.number(`${prefix}day`), form.number(`${prefix}year`)];
  const chosen = answers[`${prefix}month`] ?? '';
  const hijriMonth = chosen.startsWith('h');
  const month = /^h?([1-9]|1[0-2])$/.test(chosen) ? Number(chosen.replace('h', '')) : undefined;
  if (day === undefined && year === undefined && month === undefined) return undefined;
  if (year === undefined) return form.fault(`${prefix}year`, 'fault.year_missing');
  const calendar = year === null ? null : calendarOfYear(year, today);
  if (year === null || !calendar) return form.fault(`${prefix}year`, 'fault.year_range');
  const said = form.choice('calendar', calendars);
  // A month of the Hijri calendar with a year of ours is how people speak; the other way round nobody does.
  if ((said && said !== calendar) || (calendar === 'hijri' && month !== undefined && !hijriMonth))
    return form.fault(`${prefix}year`, 'fault.calendar');
  if (day === undefined && month === undefined) return calendar === 'hijri' ? `${year} AH` : String(year);
  if (month === undefined) return form.fault(`${prefix}month`, 'fault.month_missing');
  if (day === null || day === 0) return form.fault(`${prefix}day`, 'fault.date_impossible');
  const written = writtenDay({ year, month, day, hijriMonth, calendar });
  const checked = checkDate(written, { of: 'event' });
  return checked.ok ? written : form.fault(`${prefix}day`, 'fault.date_impossible');
}

interface Day {
  year: number;
  month: number;
  day: number | undefined;
  hijriMonth: boolean;
  calendar: CalendarName;
}

function writtenDay({ year, month, day, hijriMonth, calendar }: Day): string {
  if (hijriMonth && calendar === 'gregorian') return [day, hijriNames[month - 1], year].filter(Boolean).join(' ');
  const two = (number: number) => String(number).padStart(2, '0');
  const numbers = [year, two(month), ...(day ? [two(day)] : [])].join('-');
  return calendar === 'hijri' ? `${numbers} AH` : numbers;
}

/** The fields that `readDay` writes as this text; null for any other text. */
export function dayAnswersOf(text: string, prefix: '' | 'to_' = ''): Answers | null {
  const numbers = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?( AH)?$/.exec(text);
  const named = /^(?:(\d{1,2}) )?(\D+) (\d{4})$/.exec(text);
  const hijri = named ? hijriNames.indexOf(named[2]) + 1 : 0;
  if (!numbers && !hijri) return null;
  const month = numbers ? numbers[2] && `${numbers[4] ? 'h' : ''}${Number(numbers[2])}` : `h${hijri}`;
  const day = numbers ? numbers[3] && String(Number(numbers[3])) : named?.[1];
  const year = numbers?.[1] ?? named?.[3] ?? '';
  return {
    [`${prefix}year`]: year,
    ...(month && { [`${prefix}month`]: month }),
    ...(day && { [`${prefix}day`]: day }),
  };
}

/** A date in somebody's own words: kept as they are, whether or not they are understood. */
export function readWords(form: FormReader, of: DateOf): string | undefined {
  const words = form.line('words', longest.date);
  if (words === undefined) return undefined;
  const checked = checkDate(words, { of });
  return !checked.ok && checked.code === 'date.impossible' ? form.fault('words', 'fault.date_impossible') : words;
}

/** The interval that will be stored, in words: what the library reads, and nothing else. */
export function Recorded({ here: { words: t, language }, text, of }: { here: Here; text: string; of: DateOf }) {
  const checked = checkDate(text, { of });
  if (!checked.ok || checked.date.precision === 'unknown') return <p className="note">{t('date.not_understood')}</p>;
  const { earliest, latest, calendar } = checked.date;
  const [from, to] = [earliest && dayIn(language, earliest), latest && dayIn(language, latest)];
  return (
    <div className="note">
      <p>
        <strong>{t('date.recorded_title')}: </strong>
        {from && to && (from === to ? t('date.recorded_day', { day: from }) : t('date.recorded_between', { from, to }))}
        {!from && to && t('date.recorded_until', { to })}
        {from && !to && t('date.recorded_from', { from })}
      </p>
      {calendar !== 'gregorian' && <p>{t('date.recorded_hijri')}</p>}
    </div>
  );
}

/** Day, month and year as they were filled in, with the name of the month that was chosen. */
export function typedDay({ words: t, language }: Here, answers: Answers, prefix: '' | 'to_' = ''): string {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => answers[prefix + part]?.trim());
  const names = monthNames(language)[Number(month?.replace('h', '')) - 1];
  return [day, month?.startsWith('h') ? names?.hijri : names?.gregorian, year].filter(Boolean).join(' ');
}

/** What was typed, and what will be stored of it. */
export function shownDate(here: Here, text: string | undefined, of: DateOf, typed: string) {
  if (text === undefined) return null;
  return (
    <>
      <p>
        <bdi dir="auto">{typed}</bdi>
      </p>
      <Recorded here={here} text={text} of={of} />
    </>
  );
}
