import { z } from 'zod';
import { caseworkLine, caseworkParagraph } from '../bank-data.js';
import { languageCode } from '../request-text.js';
import { disclosureChannels, disclosureKinds, ownerBodies } from './disclosure-words.js';

/** What may be planned in steps and changed as long as it is only planned. Null takes a value away. */
const planFields = {
  suggestion_id: z.uuid().nullable().optional().describe('The link that it rests on: a suggestion of the case'),
  fate_claim_id: z.uuid().nullable().optional().describe('The claim of the case that is told'),
  channel: z.enum(disclosureChannels).nullable().optional().describe('Nothing is told in writing'),
  planned_for: z.iso.datetime({ offset: true }).nullable().optional(),
  trained_person: caseworkLine(200).nullable().optional().describe('Who tells it'),
  spoken_language: languageCode.nullable().optional().describe('ISO 639 code; must be the recipient’s'),
  accompanying_person: caseworkLine(200).nullable().optional().describe('Who is there for the recipient'),
  support_referral: caseworkParagraph(1000).nullable().optional().describe('Where the recipient finds support'),
  safety_plan_on: z.iso.date().nullable().optional().describe('When the safety plan was made: at most 90 days ago'),
  follow_up_on: z.iso.date().nullable().optional(),
  checklist: z
    .strictObject({ script_read: z.boolean().optional(), what_not_to_say_read: z.boolean().optional() })
    .optional(),
  note: caseworkParagraph(4000).nullable().optional(),
};

export const DisclosureBody = z
  .strictObject({
    kind: z.enum(disclosureKinds),
    recipient_id: z.uuid().describe('A reporter of the case'),
    corrects: z.uuid().optional().describe('Of a correction: the disclosure that was delivered'),
    owner_body: z
      .enum(ownerBodies)
      .default('operator')
      .describe('Who owns the news: what is not ours is transferred and not told by us'),
    ...planFields,
  })
  .meta({
    id: 'DisclosureBody',
    description: 'A plan of what one relative is told. It holds no bank data and no document for the family.',
    examples: [
      {
        kind: 'fate',
        recipient_id: '7f1f2b54-53f4-4a3e-9a0f-0c3d2f0d9f10',
        channel: 'in_person',
        spoken_language: 'ar',
      },
    ],
  });
export type DisclosureBody = z.infer<typeof DisclosureBody>;

export const DisclosurePatch = z
  .strictObject({ recipient_id: z.uuid().optional(), ...planFields })
  .meta({ id: 'DisclosurePatch', description: 'What changes of the plan; null takes a value away.' });
export type DisclosurePatch = z.infer<typeof DisclosurePatch>;

const note = caseworkParagraph(4000).optional();
const reason = caseworkParagraph(2000);

export const NoteBody = z.strictObject({ note }).meta({ id: 'DisclosureNoteBody', examples: [{}] });
export type NoteBody = z.infer<typeof NoteBody>;

export const StepBody = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('return'), reason }),
    z.strictObject({ action: z.literal('drop'), reason }),
    z.strictObject({ action: z.literal('take_up'), reason }),
    z.strictObject({ action: z.literal('deliver'), note }),
    z.strictObject({ action: z.literal('decline'), note }),
    z.strictObject({ action: z.literal('defer'), note }),
    z.strictObject({ action: z.literal('give_up_reaching'), note }),
    z.strictObject({ action: z.literal('follow_up'), note }),
    z.strictObject({
      action: z.literal('transfer'),
      owner_body: z.enum(['commission', 'icrc', 'other']),
      note: caseworkParagraph(2000).describe('To whom, when, and under which number there'),
    }),
  ])
  .meta({
    id: 'DisclosureStepBody',
    examples: [{ action: 'deliver', note: 'Told together with her sister.' }],
  });
export type StepBody = z.infer<typeof StepBody>;
