import { z } from 'zod';
import { filingModes, relationships } from '../reporters/reporter.entity.js';
import { line, longestName, paragraph } from '../request-text.js';

const name = line(longestName);

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

/** What a family tells. Only one name is needed; everything else may stay away. Dates and places are given in the family's own words. */
export const ReportBody = z
  .strictObject({
    sought: z.strictObject({
      names: z.array(SoughtName).min(1).max(20),
      mother_name: name.optional(),
      sex: z.enum(['male', 'female']).optional(),
      birth: line(100).optional().describe('As known: "1985", "about 1985", "12/3/1985", "15 رمضان 1405".'),
      birth_place: line(200).optional(),
      national_number: line(40).optional(),
    }),
    disappearance: z
      .strictObject({
        date: line(100).optional(),
        place: line(200).optional(),
        governorate: line(100).optional(),
        believed_facility: line(200).optional(),
        circumstances: paragraph(4000).optional(),
      })
      .default({}),
    reporter: z.strictObject({
      relationship: z.enum(relationships),
      is_closest_relative: z.boolean().optional(),
      language: z
        .string()
        .regex(/^[a-z]{2,3}$/)
        .default('ar')
        .describe('ISO 639 code of the language to speak in'),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .optional()
        .describe('ISO 3166-1 alpha-2'),
      under_threat: z.boolean().optional(),
      informs_others_himself: z.boolean().optional(),
      filing_mode: z.enum(filingModes).default('named'),
    }),
    consent: z
      .strictObject({
        search: z.boolean().describe('Search our own lists. Without it the report is kept and never compared.'),
        partners: z.boolean().describe("Compare with partners' lists."),
        contact: z.boolean(),
        form_version: line(40),
      })
      .meta({ id: 'ConsentAnswers' }),
  })
  .meta({ id: 'ReportBody' });
export type ReportBody = z.infer<typeof ReportBody>;

export const ReportPatch = z
  .record(z.string(), z.unknown())
  .meta({ id: 'ReportPatch', description: 'JSON Merge Patch (RFC 7396) of the report body; null removes a field.' });

/** JSON Merge Patch, RFC 7396 section 2. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const base = typeof target === 'object' && target !== null && !Array.isArray(target) ? target : {};
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    // A patch must not reach the prototype of the object it changes.
    if (key === '__proto__') continue;
    if (value === null) delete result[key];
    else result[key] = mergePatch(result[key], value);
  }
  return result;
}
