import { z } from 'zod';
import { caseworkLine, caseworkParagraph } from '../bank-data.js';
import { closingReasons, staffActions } from './transitions.js';

export const StepBody = z
  .strictObject({
    action: z.enum(staffActions),
    reason: caseworkParagraph(2000)
      .optional()
      .describe('Needed to reopen, pause, resume, hold, lift a hold, withdraw and restore'),
    closing_reason: z
      .enum(closingReasons)
      .optional()
      .describe(
        'Needed to close. That a death was registered, a name on a list, or that nothing is heard for years closes no case',
      ),
  })
  .meta({
    id: 'CaseStep',
    examples: [
      { action: 'begin_intake' },
      { action: 'close', closing_reason: 'family_asked_to_stop' },
      { action: 'hold', reason: 'Strangers came to the house and asked who is looking for him.' },
    ],
  });
export type StepBody = z.infer<typeof StepBody>;

export const AssignmentBody = z
  .strictObject({
    account_id: z.uuid().nullable().describe('Null: nobody'),
    note: caseworkParagraph(2000).optional().describe('What whoever takes it over has to know'),
  })
  .meta({
    id: 'CaseAssignment',
    examples: [{ account_id: '0d9f1a52-7f70-4e0b-9a5b-0a4f3c6d2b11', note: 'The mother answers in the evening only.' }],
  });
export type AssignmentBody = z.infer<typeof AssignmentBody>;

export const LinkBody = z.strictObject({ report_id: z.uuid(), reason: caseworkParagraph(2000) }).meta({
  id: 'CaseLink',
  examples: [
    {
      report_id: '5b0b1d8e-1f47-4b7c-9a3b-6a2f9b1c7d21',
      reason: 'His brother reports the same man: same father, same day and checkpoint.',
    },
  ],
});
export type LinkBody = z.infer<typeof LinkBody>;

export const UnlinkBody = z.strictObject({ reason: caseworkParagraph(2000) }).meta({ id: 'CaseUnlinking' });

export const NoteBody = z
  .strictObject({ text: caseworkParagraph(4000) })
  .meta({ id: 'CaseNoteBody', examples: [{ text: 'Called as agreed, nobody answered; the next try is on Sunday.' }] });

export const TaskBody = z
  .strictObject({
    title: caseworkLine(200),
    due_on: z.iso.date(),
    for_account_id: z
      .uuid()
      .describe(
        'A caseworker, supervisor or disclosure lead of the organisation. A task lets nobody in: who does not reach the case does not see it',
      ),
  })
  .meta({
    id: 'CaseTaskBody',
    examples: [
      {
        title: 'Ask for the family booklet',
        due_on: '2026-12-01',
        for_account_id: '0d9f1a52-7f70-4e0b-9a5b-0a4f3c6d2b11',
      },
    ],
  });
export type TaskBody = z.infer<typeof TaskBody>;

export const TaskPatch = z
  .strictObject({
    done: z.boolean().optional(),
    due_on: z.iso.date().optional(),
    for_account_id: z.uuid().optional(),
  })
  .meta({ id: 'CaseTaskPatch', examples: [{ done: true }] });
export type TaskPatch = z.infer<typeof TaskPatch>;
