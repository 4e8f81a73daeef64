import { birth } from './birth.js';
import { consent } from './consent.js';
import { home } from './home.js';
import { lastNews } from './last-news.js';
import { mother } from './mother.js';
import { name } from './name.js';
import { otherNames } from './other-names.js';
import type { Question } from './question.js';
import { recognise } from './recognise.js';
import { relationship } from './relationship.js';
import { sex } from './sex.js';
import { whatHappened } from './what-happened.js';
import { you } from './you.js';

/** F3 to F13, in the order in which they are asked. */
export const questions: readonly Question[] = [
  relationship,
  name,
  otherNames,
  mother,
  sex,
  birth,
  home,
  lastNews,
  whatHappened,
  recognise,
  you,
  consent,
];

/** What is told of the person and of what happened: it can be corrected later. */
export const correctable: readonly Question[] = questions.filter(
  (each) => ![relationship, you, consent].includes(each),
);

export const questionOf = (path: string): Question | undefined => questions.find((each) => each.path === path);
