import { z } from 'zod';
import { caseworkLine, caseworkParagraph } from '../bank-data.js';
import { hasBegunSomewhere } from '../begun-day.js';
import { ReporterBody } from '../reporters/reporter-body.js';
import { line, longestName } from '../request-text.js';
import { furtherOfDisappearance, furtherOfSought, unanswered } from './further-content.js';

const name = caseworkLine(longestName);

const SoughtName = z
  .strictObject({
    full: name.optional(),
    given: name.optional(),
    father: name.optional(),
    grandfather: name.optional(),
    family: name.optional(),
  })
  .refine((names) => Object.values(names).some(Boolean), {
    message: 'Write the name, or any name the person is known by.',
    params: { code: 'name.missing' },
  })
  .meta({
    id: 'SoughtName',
    description: 'A name as it is known, in one piece, in parts, or both. One part is enough.',
  });

/** What is told of the sought person. Only one name is needed; everything else may stay away. Dates and places are in the family's own words. */
export const ReportContent = z
  .strictObject({
    sought: z.strictObject({
      names: z.array(SoughtName).min(1).max(20),
      mother_name: name.optional(),
      sex: z.enum(['male', 'female']).optional(),
      birth: caseworkLine(100).optional().describe('As known: "1985", "about 1985", "12/3/1985", "15 رمضان 1405".'),
      birth_place: caseworkLine(200).optional(),
      home: caseworkLine(200).optional().describe('Where the person lived: town or neighbourhood is enough.'),
      national_number: line(40).optional(),
      ...furtherOfSought,
    }),
    disappearance: z
      .strictObject({
        date: caseworkLine(100).optional(),
        place: caseworkLine(200).optional(),
        governorate: caseworkLine(100).optional(),
        believed_facility: caseworkLine(200).optional(),
        circumstances: caseworkParagraph(4000).optional(),
        ...furtherOfDisappearance,
      })
      .default({}),
    unanswered,
  })
  .meta({ id: 'ReportContent' });
export type ReportContent = z.infer<typeof ReportContent>;

/** A report as it is filed: what is told, who tells it, and what that person agrees to. */
export const ReportBody = ReportContent.extend({
  reporter: ReporterBody,
  consent: z
    .strictObject({
      search: z.boolean().describe('Search our own lists. Without it the report is kept and never compared.'),
      partners: z.boolean().describe("Compare with partners' lists."),
      contact: z.boolean(),
      form_version: line(40),
      given_on: z.iso
        .date()
        .refine((day) => hasBegunSomewhere(day), {
          message: 'This day has not come yet.',
          params: { code: 'consent.given_later' },
        })
        .optional()
        .describe('When it was answered before today: the day on the form'),
    })
    .meta({ id: 'ConsentAnswers' }),
}).meta({ id: 'ReportBody' });
export type ReportBody = z.infer<typeof ReportBody>;

export const ReportPatch = z.record(z.string(), z.unknown()).meta({
  id: 'ReportPatch',
  description:
    'JSON Merge Patch (RFC 7396) of sought, disappearance and unanswered; null removes a field. Reporters and consents have routes of their own.',
});
