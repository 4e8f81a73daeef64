import type { ReactNode } from 'react';
import type { ReportContent } from '../../reports/report-body.js';
import type { Answers } from '../drafts.js';
import type { Faults } from '../fields.js';
import type { Here } from '../page.js';
import type { Key, Values } from '../words.js';

type Sought = ReportContent['sought'];
export type SoughtName = Sought['names'][number];
/** As in the content of a report: "I do not know" and "I prefer not to say" are two answers, and neither is an empty field. */
export type Unanswered = NonNullable<ReportContent['unanswered']>;

/** What the answer to one question tells of the person and of what happened. */
export interface Told {
  name?: SoughtName;
  /** Other names, as they stand in the report after the first one. */
  otherNames?: SoughtName[];
  /** A family name alone, from before a marriage: it goes with the other parts of the first name. */
  familyBeforeMarriage?: string;
  sought?: Omit<Partial<Sought>, 'names'>;
  disappearance?: Partial<ReportContent['disappearance']>;
  unanswered?: Unanswered;
}

/** What has to be mended, by field, in words that are the same on top of the page and at the field. */
export type FaultKeys = Partial<Record<string, { key: Key; values?: Values }>>;

export interface Read {
  faults: FaultKeys;
  told: Told;
}

/** What a question shows that nobody typed. */
export interface Beside extends Around {
  /** In the language of the page; the value is what is stored. */
  governorates: { value: string; label: string }[];
  /** Names of the organisations whose lists a report may be compared with, for a question that shows them. */
  partners: string[];
}

export interface FieldsProps {
  here: Here;
  answers: Answers;
  /** In the words of the page. */
  faults: Faults;
  beside: Beside;
}

/** One line of what was answered. */
export interface ShownAnswer {
  what: string;
  /** As it was typed, or in the words of the choice; null: nothing was answered. */
  answer: ReactNode | null;
}

/** What an answer is read beside. */
export interface Around {
  /** "2026-11-23": an age is told of this day. */
  today: string;
  /** Whoever is no relative is asked for less (R20). */
  isRelative: boolean;
}

export interface Question {
  /** Last part of its path. */
  path: string;
  title: Key;
  /** The title stands in the legend of the first choice, so the page shows no other heading. */
  titleInFields?: true;
  /** Its page says which partners there are. */
  namesPartners?: true;
  Fields(props: FieldsProps): ReactNode;
  /** What was typed stays as it is in `answers`, whatever is found here. Pure. */
  read(answers: Answers, around: Around): Read;
  /** The way back: answers that tell this content. Of what no question of the person asks (you, consent): none. */
  answersOf(content: ReportContent): Answers;
  shown(answers: Answers, here: Here, beside: Beside): ShownAnswer[];
}
