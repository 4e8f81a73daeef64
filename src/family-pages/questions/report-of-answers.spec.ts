import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDate } from '../../matching/index.js';
import { ReportBody, ReportContent } from '../../reports/report-body.js';
import type { Answers, Draft } from '../drafts.js';
import { here } from '../page.js';
import { questionOf, questions } from './index.js';
import type { Question } from './question.js';
import { answersOfContent, contentOf, reportOf } from './report-of-answers.js';

const today = '2026-11-23';
const around = { today, isRelative: true };
const place = here('en', '/report/check');

/** What people may type into a line, in both scripts, without what is refused. */
const line = fc
  .string({ unit: fc.constantFrom(..."اأبتحخدرسشعفقكلمنهويةى abdehimnorsuyÇşîê-'’"), minLength: 1, maxLength: 30 })
  .filter((text) => /\p{L}/u.test(text));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const oneOf = (...values: string[]) => maybe(fc.constantFrom(...values));
const left = { unknown: oneOf('yes'), prefer_not: fc.constant(undefined) };
const day = (prefix: string) => ({
  [`${prefix}day`]: maybe(fc.integer({ min: 1, max: 28 }).map(String)),
  [`${prefix}month`]: maybe(fc.integer({ min: 1, max: 12 }).map(String)),
  [`${prefix}year`]: maybe(fc.integer({ min: 1930, max: 2025 }).map(String)),
});

const fields: Record<string, fc.Arbitrary<Partial<Answers>>> = {
  relationship: fc.record({
    relationship: fc.constantFrom('mother', 'spouse', 'other_relative', 'other'),
    under_18: oneOf('yes', 'no', 'not_sure'),
  }),
  name: fc.record({
    given: line,
    father: maybe(line),
    grandfather: maybe(line),
    family: maybe(line),
    certainty: oneOf('sure', 'part', 'unsure'),
  }),
  'other-names': fc.record({
    kunya: maybe(line),
    nickname: maybe(line),
    before_marriage: maybe(line),
    papers: maybe(fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n'))),
  }),
  mother: fc.record({ mother: maybe(line), ...left }),
  sex: fc.record({ sex: oneOf('male', 'female', 'unknown', 'prefer_not_to_say') }),
  birth: fc.record({ ...day(''), place: maybe(line), ...left }),
  home: fc.record({ home: maybe(line), governorate: oneOf('حلب', 'دمشق'), registration: maybe(line), ...left }),
  'last-news': fc.record({
    ...day(''),
    place: maybe(line),
    governorate: oneOf('حلب', 'دمشق'),
    facility: maybe(line),
    ...left,
  }),
  'what-happened': fc.record({ what: oneOf('taken', 'sea', 'unknown', 'prefer_not_to_say'), told: maybe(line) }),
  recognise: fc.record({
    height: maybe(line),
    marks: maybe(line),
    work: maybe(line),
    family: maybe(line),
    number: maybe(fc.stringMatching(/^[0-9]{4,8}$/)),
    ...left,
  }),
  you: fc.record({
    name: maybe(line),
    way: fc.constantFrom('code', 'organisation'),
    who_may: maybe(line),
    who_not: maybe(line),
    shared: oneOf('yes', 'no'),
    safety: oneOf('yes', 'no'),
  }),
  consent: fc.record({
    search: fc.constantFrom('yes', 'no'),
    partners: fc.constantFrom('yes', 'no'),
    contact: fc.constantFrom('yes', 'no'),
  }),
};
const withoutEmpty = (answers: Partial<Answers>) =>
  Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined)) as Answers;
const filled = fc
  .record(Object.fromEntries(questions.map(({ path }) => [path, fields[path].map(withoutEmpty)])))
  .map((all) => {
    // A way that needs one has a number; nothing else is asked of them here.
    if (all.you.way === 'organisation') all.you.value = 'Athartest House';
    return all;
  });
const draftOf = (answers: Draft['answers']): Draft => ({
  id: '00000000-0000-4000-8000-000000000000',
  answers,
  helper: false,
});
const faultless = (all: Draft['answers']) =>
  questions.every(({ path, read }) => Object.keys(read(all[path] ?? {}, around).faults).length === 0);

/** Every text that stands anywhere in a value. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];

const read = (path: string, answers: Answers) => (questionOf(path) as Question).read(answers, around);

describe('the answers of a family', () => {
  it('arrive whole: every word that was typed stands in the report, and the report is one that is taken', () => {
    fc.assert(
      fc.property(filled, (all) => {
        fc.pre(faultless(all));
        const body = reportOf(draftOf(all), place, today);
        expect(ReportBody.safeParse(body).error).toBeUndefined();
        const texts = textsIn(body).join('\n');
        const typed = [
          ...['given', 'father', 'grandfather', 'family'].map((field) => all.name[field]),
          ...['kunya', 'nickname', 'before_marriage', 'papers'].flatMap((field) =>
            all['other-names'][field]?.split('\n'),
          ),
          all.mother.mother,
          all.birth.place,
          all.birth.year,
          ...['home', 'governorate', 'registration'].map((field) => all.home[field]),
          ...['place', 'governorate', 'facility', 'year'].map((field) => all['last-news'][field]),
          all['what-happened'].told,
          ...['height', 'marks', 'work', 'family', 'number'].map((field) => all.recognise[field]),
          ...['name', 'value', 'who_may', 'who_not'].map((field) => all.you[field]),
        ].flatMap((text) => (text?.trim() ? [text.trim()] : []));
        for (const text of typed) expect(texts).toContain(text);
      }),
      { numRuns: 300 },
    );
  });

  it('come back from the report as answers that tell the same', () => {
    fc.assert(
      fc.property(filled, (all) => {
        fc.pre(faultless(all));
        const content = contentOf(all, today);
        expect(ReportContent.parse(contentOf(answersOfContent(content), today))).toEqual(ReportContent.parse(content));
      }),
      { numRuns: 300 },
    );
  });

  it('tell "I do not know" and "I prefer not to say" apart, and neither from an empty field', () => {
    const of = (answers: Answers) => contentOf({ name: { given: 'سلمى' }, mother: answers }, today).unanswered;
    expect(of({ unknown: 'yes' })).toEqual({ 'sought.mother_name': 'unknown' });
    expect(of({ prefer_not: 'yes' })).toEqual({ 'sought.mother_name': 'prefer_not_to_say' });
    expect(of({})).toBeUndefined();
    expect(of({ mother: 'فاطمة', unknown: 'yes' })).toBeUndefined();
    expect(contentOf({ sex: { sex: 'prefer_not_to_say' } }, today)).toMatchObject({
      sought: {},
      unanswered: { 'sought.sex': 'prefer_not_to_say' },
    });
    expect(read('mother', { unknown: 'yes', prefer_not: 'yes' }).faults).toHaveProperty('unknown');
  });

  it('of somebody who is no relative allow nothing with partners (R20)', () => {
    const consent = { search: 'yes', partners: 'yes', contact: 'no' };
    const of = (relationship: string) =>
      reportOf(
        draftOf({ relationship: { relationship }, name: { given: 'سلمى' }, you: { way: 'code' }, consent }),
        place,
        today,
      );
    expect(of('other').consent).toMatchObject({ search: true, partners: false, contact: false });
    expect(of('sibling').consent).toMatchObject({ partners: true });
    expect(of('sibling').reporter).toMatchObject({ filing_mode: 'pseudonymous', language: 'en' });
  });
});

describe('a name', () => {
  const told = (answers: Answers) => read('name', answers).told.name;

  it('is one word at least', () => {
    expect(read('name', {}).faults).toEqual({ given: { key: 'fault.name_missing' } });
    expect(read('name', { given: ' \u200f ' }).faults).toHaveProperty('given');
    expect(read('name', { family: 'أثرتست' }).faults).toEqual({});
    expect(read('name', { given: 'سلمى\u202eأثرتست' }).faults).toEqual({ given: { key: 'fault.characters' } });
    expect(read('name', { given: 'س'.repeat(201) }).faults.given).toMatchObject({ key: 'fault.too_long' });
  });

  it('that was written whole into the first field is read as a whole one', () => {
    expect(told({ given: 'محمد خالد الحلبي' })).toEqual({ full: 'محمد خالد الحلبي' });
    expect(told({ given: 'عبد الرحمن' })).toEqual({ given: 'عبد الرحمن' });
    expect(told({ given: 'سلمى', family: 'أثرتست' })).toEqual({ given: 'سلمى', family: 'أثرتست' });
  });

  it('is put right word by word, and stays as it was written', () => {
    const name = { given: 'محمد خالد الحلبي' };
    const moves = { parts_of: 'محمد خالد الحلبي', part_0: 'given', part_1: 'given', part_2: 'family' };
    expect(told({ ...name, ...moves })).toEqual({ full: 'محمد خالد الحلبي', given: 'محمد خالد', family: 'الحلبي' });
    // Left as we read it, it is no correction; and one of another name is none of this.
    expect(told({ ...name, ...moves, part_1: 'father' })).toEqual({ full: 'محمد خالد الحلبي' });
    expect(told({ given: 'سلمى خالد الحلبي', ...moves })).toEqual({ full: 'سلمى خالد الحلبي' });
  });
});

describe('a date', () => {
  const birth = (answers: Answers) => read('birth', answers);
  const text = (answers: Answers) => birth(answers).told.sought?.birth;
  const news = (answers: Answers) => read('last-news', answers);
  const when = (answers: Answers) => news(answers).told.disappearance?.date;
  const span = (raw: string | undefined, of: 'birth' | 'event') => {
    const { earliest, latest } = parseDate(raw ?? '', { of });
    return [earliest, latest];
  };

  it('is read as far as it was filled in, in any digits, and no further', () => {
    expect(text({ year: '1985' })).toBe('1985');
    expect(text({ year: '١٩٨٥', month: '3' })).toBe('1985-03');
    expect(text({ year: '۱۹۸۵', month: '3', day: '١٢' })).toBe('1985-03-12');
    expect(span(text({ year: '1985', month: '3' }), 'birth')).toEqual(['1985-03-01', '1985-03-31']);
  });

  it('of the Hijri calendar reaches two days to either side', () => {
    const ramadan = text({ year: '1405', month: 'h9', calendar: 'hijri' });
    expect(ramadan).toBe('1405-09 AH');
    expect(span(ramadan, 'birth')).toEqual(['1985-05-19', '1985-06-21']);
    expect(span(text({ year: '1435' }), 'birth')).toEqual(['2013-11-02', '2014-10-26']);
  });

  it('may name a Hijri month with a year of ours, whichever month', () => {
    for (let month = 1; month <= 12; month++) {
      const raw = when({ month: `h${month}`, year: '2013' });
      const [from, to] = span(raw, 'event');
      expect([raw, from?.slice(0, 2), to?.slice(0, 2)]).toEqual([raw, '20', '20']);
    }
  });

  it('that cannot be is asked again', () => {
    const faults = (answers: Answers) =>
      Object.entries(birth(answers).faults).map(([field, fault]) => [field, fault?.key]);
    expect(faults({ year: '1985', month: '2', day: '30' })).toEqual([['day', 'fault.date_impossible']]);
    expect(faults({ day: '12', month: '3' })).toEqual([['year', 'fault.year_missing']]);
    expect(faults({ day: '12', year: '1985' })).toEqual([['month', 'fault.month_missing']]);
    expect(faults({ year: '85' })).toEqual([['year', 'fault.year_range']]);
    expect(faults({ year: 'neunzehn' })).toEqual([['year', 'fault.year_range']]);
    expect(faults({ year: '2190' })).toEqual([['year', 'fault.year_range']]);
    expect(faults({ year: '1985', calendar: 'hijri' })).toEqual([['year', 'fault.calendar']]);
    expect(faults({ year: '1405', month: '9' })).toEqual([['year', 'fault.calendar']]);
    expect(faults({ words: '31 February 1985' })).toEqual([['words', 'fault.date_impossible']]);
    expect(faults({ year: '1985', words: 'winter 1985' })).toEqual([['words', 'fault.one_way']]);
    expect(faults({ age_from: '40' })).toEqual([['age_to', 'fault.age_both']]);
    expect(faults({ age_from: '40', age_to: '38' })).toEqual([['age_to', 'fault.age_order']]);
    expect(faults({ age_from: '140', age_to: '141' })).toEqual([['age_from', 'fault.age']]);
  });

  it('of an age is the days of birth that fit on the day it was said', () => {
    expect(span(text({ age_from: '38', age_to: '٤٠' }), 'birth')).toEqual(['1985-11-24', '1988-11-23']);
    expect(span(text({ age_from: '38', age_to: '38' }), 'birth')).toEqual(['1987-11-24', '1988-11-23']);
  });

  it('in own words stays in them, understood or not', () => {
    expect(when({ words: 'قبل رمضان 2013' })).toBe('قبل رمضان 2013');
    expect(when({ words: 'when the olives were ripe' })).toBe('when the olives were ripe');
    expect(news({ words: 'when the olives were ripe' }).faults).toEqual({});
  });

  it('between two others covers both, and the second is not before the first', () => {
    const from = { year: '2013', month: '3', day: '12' };
    expect(span(when({ ...from, to_year: '2013', to_month: '5' }), 'event')).toEqual(['2013-03-12', '2013-05-31']);
    expect(span(when({ to_year: '2013', to_month: '5' }), 'event')).toEqual([null, '2013-05-31']);
    expect(news({ ...from, to_year: '2012' }).faults).toEqual({ to_day: { key: 'fault.order' } });
    expect(news({ ...from, to_year: '2013', to_month: '2', to_day: '30' }).faults).toHaveProperty('to_day');
  });
});

describe('how somebody is reached', () => {
  const faults = (answers: Answers) =>
    Object.entries(read('you', answers).faults).map(([field, fault]) => [field, fault?.key]);

  it('needs nothing but the code', () => {
    expect(faults({ way: 'code' })).toEqual([]);
    expect(faults({})).toEqual([['way', 'fault.answer_missing']]);
    expect(faults({ way: 'code', value: 'salma@example.org' })).toEqual([['value', 'fault.contact_unused']]);
  });

  it('is checked as far as it can be', () => {
    expect(faults({ way: 'email' })).toEqual([['value', 'fault.contact_missing']]);
    expect(faults({ way: 'email', value: 'salma' })).toEqual([['value', 'fault.email']]);
    expect(faults({ way: 'phone', value: '030 12345' })).toEqual([['value', 'fault.phone']]);
    expect(faults({ way: 'phone', value: '00٤٩ (30) 1234-567' })).toEqual([]);
    expect(faults({ way: 'code', from_hour: '9' })).toEqual([['to_hour', 'fault.hours']]);
    expect(faults({ way: 'code', from_hour: '9', to_hour: '8' })).toEqual([['to_hour', 'fault.hours']]);
    expect(faults({ way: 'code', notice: 'salma@example.org' })).toEqual([['zone', 'fault.hours_missing']]);
    expect(
      faults({ way: 'code', notice: 'salma@example.org', zone: 'Europe/Berlin', from_hour: '9', to_hour: '18' }),
    ).toEqual([]);
  });
});
