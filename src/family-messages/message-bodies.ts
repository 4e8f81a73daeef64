import { z } from 'zod';
import { caseworkParagraph } from '../bank-data.js';
import { messageDirections, messageTemplates } from './family-message.entity.js';

/** Templates to which staff may add something of their own. */
export const withText: ReadonlySet<string> = new Set(['question', 'please_complete']);

export const MessageBody = z
  .strictObject({
    reporter_id: z.uuid().describe('Who of the report is written to'),
    template: z
      .enum(messageTemplates)
      .describe(
        'The words are ours, in the six languages of the pages. The invitation to talk is for everyday questions too, so that its coming says nothing',
      ),
    text: caseworkParagraph(1000)
      .optional()
      .describe(
        'For question (needed) and please_complete: what is asked. Nothing of fate, place, document or money, no name of who is sought, no word such as “found”',
      ),
  })
  .superRefine((body, context) => {
    const issue = (message: string, code: string) =>
      context.addIssue({ code: 'custom', path: ['text'], message, params: { code } });
    if (body.template === 'question' && body.text === undefined) issue('Write the question.', 'message.text_missing');
    if (body.text !== undefined && !withText.has(body.template))
      issue('This message has words of ours only.', 'message.text_not_taken');
  })
  .meta({ id: 'MessageBody' });
export type MessageBody = z.infer<typeof MessageBody>;

export const MessageView = z
  .object({
    id: z.uuid(),
    reporter_id: z.uuid(),
    direction: z.enum(messageDirections),
    template: z.enum(messageTemplates).nullable(),
    text: z.string().nullable().describe('What staff added, or what the family wrote'),
    shown: z.string().nullable().describe('Of ours: the whole text as the family reads it, in its language'),
    check_code: z.string().nullable().describe('Of ours: by which anybody can ask whether it is genuine'),
    written_by: z.object({ id: z.uuid(), name: z.string() }).nullable().describe('Null: the family'),
    written_at: z.iso.datetime(),
  })
  .meta({ id: 'FamilyMessage' });
export type MessageView = z.infer<typeof MessageView>;

export const MessagePage = z
  .object({ items: z.array(MessageView), next: z.string().nullable() })
  .meta({ id: 'FamilyMessagePage' });
