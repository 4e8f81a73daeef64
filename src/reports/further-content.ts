import { z } from 'zod';
import { caseworkLine, caseworkParagraph } from '../bank-data.js';

/**
 * What a family is asked beside what is compared. It helps a person who looks at a pair, and no score ever reads it. `under_18` is the exception:
 * a child's case is of a special class (R23).
 */
export const furtherOfSought = {
  under_18: z.enum(['yes', 'no', 'not_sure']).optional().describe('Under 18 when he disappeared'),
  name_certainty: z.enum(['sure', 'part', 'unsure']).optional().describe('How sure the names are'),
  registration: caseworkLine(200).optional().describe('Where he is entered in the civil register'),
  recognise: z
    .strictObject({
      height: caseworkLine(100).optional(),
      marks: caseworkParagraph(1000).optional().describe('Scars, teeth, glasses, an old injury'),
      work: caseworkLine(200).optional(),
      family: caseworkParagraph(1000).optional().describe('Married, children, who else disappeared'),
    })
    .optional()
    .describe('By what he could be recognised'),
};
export const furtherOfDisappearance = {
  what_happened: z.enum(['taken', 'checkpoint', 'attack', 'journey', 'sea', 'hospital', 'other']).optional(),
};

/** What may be left without an answer on purpose. */
export const unansweredPaths = [
  'sought.mother_name',
  'sought.sex',
  'sought.birth',
  'sought.birth_place',
  'sought.home',
  'sought.registration',
  'sought.national_number',
  'sought.under_18',
  'sought.name_certainty',
  'sought.recognise.height',
  'sought.recognise.marks',
  'sought.recognise.work',
  'sought.recognise.family',
  'disappearance.date',
  'disappearance.place',
  'disappearance.governorate',
  'disappearance.believed_facility',
  'disappearance.circumstances',
  'disappearance.what_happened',
] as const;
export type UnansweredPath = (typeof unansweredPaths)[number];

/** "I do not know" and "I prefer not to say" are two answers, and neither is an empty field. */
export const unanswered = z
  .partialRecord(z.enum(unansweredPaths), z.enum(['unknown', 'prefer_not_to_say']))
  .optional()
  .describe('Questions that were read and not answered, and why');

type Of<Shape extends z.ZodRawShape> = z.infer<z.ZodObject<Shape>>;
export interface FurtherContent {
  sought?: Of<typeof furtherOfSought>;
  disappearance?: Of<typeof furtherOfDisappearance>;
  unanswered?: z.infer<typeof unanswered>;
}

interface Told {
  sought: Of<typeof furtherOfSought> & object;
  disappearance: Of<typeof furtherOfDisappearance> & object;
  unanswered?: z.infer<typeof unanswered>;
}

/** That part of what was told which is kept as it is, in one column. */
export function furtherOf({ sought, disappearance, unanswered: left }: Told): FurtherContent {
  return withoutEmpty({
    sought: only(sought, Object.keys(furtherOfSought)),
    disappearance: only(disappearance, Object.keys(furtherOfDisappearance)),
    unanswered: left,
  });
}

/** What is answered now is no longer left unanswered, whoever answers it. */
export function settleUnanswered<T extends Told>(told: T): T {
  const { unanswered: left, ...answered } = told;
  const open = Object.entries(left ?? {}).filter(([path]) => valueAt(answered, path) === undefined);
  return (open.length > 0 ? { ...answered, unanswered: Object.fromEntries(open) } : answered) as T;
}

function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (at === undefined ? undefined : (at as Record<string, unknown>)[key]), value);
}

const only = (value: object, keys: string[]) =>
  Object.fromEntries(Object.entries(value).filter(([key, each]) => keys.includes(key) && each !== undefined));

const withoutEmpty = (parts: FurtherContent): FurtherContent =>
  Object.fromEntries(Object.entries(parts).filter(([, part]) => part && Object.keys(part).length > 0));
