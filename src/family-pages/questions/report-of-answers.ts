import type { ReportBody, ReportContent } from '../../reports/report-body.js';
import type { Answers, Draft } from '../drafts.js';
import type { Here } from '../page.js';
import { consentOf } from './consent.js';
import { questions } from './index.js';
import type { Told } from './question.js';
import { isRelative, relationshipOf } from './relationship.js';
import { contactsOf, reporterOf, speaks } from './you.js';

type All = Draft['answers'];

/**
 * What all answers together tell of the person and of what happened. Pure. Answers that have to be mended tell nothing until then.
 * @param today the day of which an age is told, "2026-11-23"
 */
export function contentOf(answers: All, today: string): ReportContent {
  const told = questions.map(
    (question) => question.read(answers[question.path] ?? {}, { today, isRelative: true }).told,
  );
  const name = told.find((each) => each.name)?.name;
  const together = <Part extends 'sought' | 'disappearance' | 'unanswered'>(part: Part): NonNullable<Told[Part]> =>
    Object.assign({}, ...told.map((each) => each[part]));
  const unanswered = together('unanswered');
  const content = {
    sought: {
      names: [...(name ? [name] : []), ...told.flatMap((each) => otherNamesOf(each, name))],
      ...together('sought'),
    },
    disappearance: together('disappearance'),
    ...(Object.keys(unanswered).length > 0 && { unanswered }),
  };
  // Fields that hold nothing are left out, as in every report.
  return JSON.parse(JSON.stringify(content));
}

function otherNamesOf({ otherNames = [], familyBeforeMarriage: family }: Told, name: Told['name']) {
  if (!family) return otherNames;
  const { given, father, grandfather } = name ?? {};
  return [...otherNames, { given, father, grandfather, family }];
}

/** The way back: answers that tell this content, for a report that is to be corrected. */
export const answersOfContent = (content: ReportContent): All =>
  Object.fromEntries(questions.map((question) => [question.path, question.answersOf(content)]));

/** The whole report as it is filed. */
export function reportOf(draft: Draft, here: Here, today: string): ReportBody {
  const { relationship = {}, you = {}, consent = {} } = draft.answers as Record<string, Answers | undefined>;
  const contacts = contactsOf(you, here);
  const reporter = {
    relationship: relationshipOf(relationship) ?? 'other',
    language: speaks(here.language),
    ...reporterOf(you),
    ...(contacts.length > 0 && { contacts }),
    ...(draft.helper && { helper_typed: true }),
  };
  return {
    ...contentOf(draft.answers, today),
    reporter: JSON.parse(JSON.stringify(reporter)),
    consent: consentOf(consent, isRelative(relationship)),
  };
}
