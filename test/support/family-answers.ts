import type { PlainBrowser, Shown } from './plain-browser.js';

/** An invented person, told of in the words of a family: every question has an answer that can be found again. */
export const salmasAnswers = {
  relationship: { relationship: 'sibling', under_18: 'no' },
  name: { given: 'عبد الرحمن', father: 'محمد', family: 'أثرتست', certainty: 'sure' },
  'other-names': { kunya: 'أبو خالد', papers: 'Abdulrahman Athartest' },
  mother: { mother: 'فاطمة أثرتست' },
  sex: { sex: 'male' },
  birth: { calendar: 'hijri', year: '١٤٠٥', month: 'h9', place: 'حارة الأثر' },
  home: { home: 'قرية الأثر', governorate: 'حلب', registration: 'خانة الأثر 15' },
  'last-news': { words: 'قبل رمضان 2013', place: 'حاجز الأثر', unknown: 'yes' },
  'what-happened': { what: 'checkpoint', told: 'أوقفوا الحافلة\nوأخذوه' },
  recognise: { height: 'طويل نحيف', marks: 'ندبة على اليد', prefer_not: 'yes' },
  you: { name: 'ليلى الأثرية', way: 'code' },
  consent: { search: 'yes', partners: 'no', contact: 'no' },
} as const satisfies Record<string, Record<string, string>>;
export type QuestionPath = keyof typeof salmasAnswers;
export const questionPaths = Object.keys(salmasAnswers) as QuestionPath[];

type Changes = Partial<Record<QuestionPath, Record<string, string>>>;

/** Goes the whole way from the first question to the list of answers. @returns the list */
export async function answerAll(browser: PlainBrowser, language = 'ar', changes: Changes = {}): Promise<Shown> {
  await browser.open(`/${language}/report/${questionPaths[0]}`);
  for (const path of questionPaths)
    await browser.submit(`/${language}/report/${path}`, { ...salmasAnswers[path], ...changes[path] });
  return browser.page;
}
