import { z } from 'zod';
import { languageCode, line } from '../request-text.js';
import { listKinds } from './mapping/import-fields.js';
import { SourceBody } from './source-body.js';

/** What the people agreed to whose reports an organisation hands in for them. It keeps the signed forms; here stands which form. */
export const ListConsent = z
  .strictObject({
    search: z.literal(true).describe('Their reports may be compared: without that none can be handed in'),
    partners: z.boolean().describe('They may be compared with the records of partners too'),
    form_version: line(40).describe('The form that was read out or signed'),
    language: languageCode,
  })
  .meta({ id: 'ListConsent' });
export type ListConsent = z.infer<typeof ListConsent>;

const aDay = 86_400_000;

/** A version from the future would keep every later one out. */
const Moment = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .refine((text) => text >= '1950', { message: 'This is before 1950.', params: { code: 'date.year_implausible' } })
  .refine((text) => Date.parse(text) < Date.now() + aDay, {
    message: 'This lies in the future.',
    params: { code: 'date.in_future' },
  });

/** What is said of a file before its first byte comes. */
export const ImportBody = z
  .strictObject({
    kind: z.enum(listKinds),
    list: z
      .union([z.strictObject({ id: z.uuid() }), z.strictObject({ name: line(200) })])
      .describe('The list of which this is a version; a name that is not known yet begins a new list'),
    source: SourceBody,
    file: z.strictObject({
      name: line(255),
      bytes: z.int().min(1).describe('Its whole size'),
      media_type: z
        .string()
        .max(100)
        .regex(/^[\w.+-]+\/[\w.+-]+$/)
        .default('application/octet-stream')
        .describe('Kept, never believed: what the file is, its bytes say'),
    }),
    version_at: Moment.optional().describe('The day or moment that the list speaks for; without it: now'),
    consent: ListConsent.optional().describe('Needed for reports, and only for them'),
  })
  .superRefine(({ kind, consent }, context) => {
    if ((kind === 'reports') === (consent !== undefined)) return;
    const missing = consent === undefined;
    context.addIssue({
      code: 'custom',
      path: ['consent'],
      message: missing
        ? 'Say what the people agreed to whose reports these are.'
        : 'A list of records rests on the agreement of your organisation, not on a consent: leave this out.',
      params: { code: missing ? 'consent.missing' : 'consent.not_for_records' },
    });
  })
  .meta({
    id: 'ImportBody',
    examples: [
      {
        kind: 'detention_records',
        list: { name: 'Register of the first hospital Athartest' },
        source: { document_type: 'hospital_register', title: 'Admissions Athartest' },
        file: { name: 'admissions.xlsx', bytes: 48211 },
        version_at: '2026-11-01',
      },
    ],
  });
export type ImportBody = z.infer<typeof ImportBody>;
