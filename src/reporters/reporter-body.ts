import { z } from 'zod';
import { caseworkLine, caseworkParagraph } from '../bank-data.js';
import { languageCode, line, longestName } from '../request-text.js';
import { contactKinds, filingModes, relationships } from './reporter.entity.js';

const language = languageCode.describe('ISO 639 code of the language to speak in');

export const ContactBody = z
  .strictObject({
    kind: z.enum(contactKinds),
    value: line(300).describe('The number, address or account. Sealed, as are the next four.'),
    safe_times: caseworkLine(300).optional().describe('When it is safe to call'),
    who_may_answer: caseworkLine(300).optional(),
    code_word: caseworkLine(100).optional().describe('By which the family knows that it is really us'),
    instructions: caseworkParagraph(1000).optional().describe('What may be said, what must not, what else to mind'),
    may_leave_message: z.boolean().optional(),
    preferred_language: language.optional(),
  })
  .meta({ id: 'ContactBody', description: 'A way to reach somebody that this person calls safe.' });
export type ContactBody = z.infer<typeof ContactBody>;

/** What a relative says of himself. */
export const ReporterBody = z
  .strictObject({
    relationship: z.enum(relationships),
    is_closest_relative: z.boolean().optional(),
    language: language.default('ar'),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional()
      .describe('ISO 3166-1 alpha-2'),
    under_threat: z.boolean().optional(),
    informs_others_himself: z.boolean().optional(),
    filing_mode: z.enum(filingModes).default('named'),
    helper_typed: z.boolean().optional().describe('Somebody else typed for this person'),
    name: caseworkLine(longestName).optional().describe('Sealed: from then on it is shown by a reveal only.'),
    contacts: z.array(ContactBody).max(10).optional(),
  })
  .meta({ id: 'ReporterBody' });
export type ReporterBody = z.infer<typeof ReporterBody>;

export const ReporterPatch = z.record(z.string(), z.unknown()).meta({
  id: 'ReporterPatch',
  description:
    'JSON Merge Patch (RFC 7396) of the reporter; null removes a field. Name and contacts are replaced whole: what they were need not be known.',
});
