import { z } from 'zod';
import {
  contactKinds,
  filingModes,
  type Reporter,
  type ReporterContact,
  relationships,
  removalReasons,
  revealableFields,
} from './reporter.entity.js';
import { type SealedContactField, sealedContactColumns, sealedContactFields } from './sealed-columns.js';

const ContactView = z
  .object({
    id: z.uuid(),
    kind: z.enum(contactKinds),
    may_leave_message: z.boolean().nullable(),
    preferred_language: z.string().nullable(),
    sealed: z.array(z.enum(sealedContactFields)).describe('What a reveal would show'),
  })
  .meta({ id: 'ReporterContact' });

export const ReporterView = z
  .object({
    id: z.uuid(),
    revision: z.int(),
    relationship: z.enum(relationships).nullable(),
    is_closest_relative: z.boolean().nullable(),
    language: z.string().nullable(),
    country: z.string().nullable(),
    under_threat: z.boolean().nullable(),
    informs_others_himself: z.boolean().nullable(),
    filing_mode: z.enum(filingModes).nullable(),
    helper_typed: z.boolean().nullable(),
    paused_at: z.iso.datetime().nullable().describe('Since when this person asked that the search rests'),
    has_name: z.boolean(),
    contacts: z.array(ContactView),
    created_at: z.iso.datetime(),
    removed_at: z.iso.datetime().nullable(),
    removed_reason: z.enum(removalReasons).nullable(),
  })
  .meta({
    id: 'Reporter',
    description: 'A person who reports, without name and contacts: those are shown by a reveal only.',
  });
export type ReporterView = z.infer<typeof ReporterView>;

export const RevealedView = z
  .object({
    reveal_id: z.uuid(),
    name: z.string().nullable().optional(),
    contacts: z
      .array(
        z.object({
          id: z.uuid(),
          kind: z.enum(contactKinds),
          value: z.string(),
          safe_times: z.string().nullable(),
          who_may_answer: z.string().nullable(),
          code_word: z.string().nullable(),
          instructions: z.string().nullable(),
          may_leave_message: z.boolean().nullable(),
          preferred_language: z.string().nullable(),
        }),
      )
      .optional(),
    left: z.object({ hour: z.int(), day: z.int() }).describe('How many more reveals the reading budget allows'),
  })
  .meta({ id: 'RevealedReporter', description: `Of ${revealableFields.join(' and ')}, what was asked for.` });
export type RevealedView = z.infer<typeof RevealedView>;

export function reporterView(reporter: Reporter, hasName: boolean, contacts: ReporterContact[]): ReporterView {
  return {
    id: reporter.id,
    revision: reporter.revision,
    relationship: reporter.relationship,
    is_closest_relative: reporter.isClosestRelative,
    language: reporter.language,
    country: reporter.country,
    under_threat: reporter.underThreat,
    informs_others_himself: reporter.informsOthersHimself,
    filing_mode: reporter.filingMode,
    helper_typed: reporter.helperTyped,
    paused_at: reporter.pausedAt?.toISOString() ?? null,
    has_name: hasName,
    contacts: contacts.map((contact) => ({
      id: contact.id,
      kind: contact.kind,
      may_leave_message: contact.mayLeaveMessage,
      preferred_language: contact.preferredLanguage,
      sealed: sealedContactFields.filter((field: SealedContactField) => contact[sealedContactColumns[field]] !== null),
    })),
    created_at: reporter.createdAt.toISOString(),
    removed_at: reporter.removedAt?.toISOString() ?? null,
    removed_reason: reporter.removedReason,
  };
}
