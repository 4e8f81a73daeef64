import { z } from 'zod';
import { NameView } from '../views.js';
import { taskKinds } from './case.entity.js';
import { caseActions, caseStates, closingReasons } from './transitions.js';

export const PersonView = z
  .object({ id: z.uuid(), name: z.string() })
  .meta({ id: 'StaffMember', description: 'Somebody of the own organisation who works here.' });

export const CaseSummary = z
  .object({
    id: z.uuid(),
    locator: z.string().describe('By which people speak of it; random, of nobody’s name'),
    revision: z.int(),
    state: z.enum(caseStates),
    closing_reason: z.enum(closingReasons).nullable(),
    contacts_hidden: z.boolean().describe('Extortion was reported and not reviewed (R13)'),
    frozen: z.boolean().describe('It is contested: nothing is proposed, confirmed or told meanwhile (R15)'),
    sought: z.array(NameView).describe('As the reports that the caller reaches name the sought person'),
    assigned_to: PersonView.nullable(),
    intake_flag: z
      .boolean()
      .describe('Many reports of people who are not related came from one network: look before you believe it'),
    open_tasks: z.int().describe('The caller’s own, not done yet'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'CaseSummary' });

export const CaseView = CaseSummary.extend({
  opened_at: z.iso.datetime().nullable(),
  goes_back_to: z.enum(caseStates).nullable().describe('The state that it has again when it leaves a side state'),
  possible_actions: z.array(z.enum(caseActions)).describe('What the caller may do to its state now'),
  reports_total: z
    .int()
    .describe(
      'Reports linked to it, also those that the caller does not reach; 0 when its own one is linked elsewhere',
    ),
  reports: z.array(
    z.object({
      report_id: z.uuid(),
      own: z.boolean().describe('The case was made with it; the others were linked'),
      linked_by: PersonView.nullable(),
      linked_at: z.iso.datetime(),
      reason: z.string().nullable(),
    }),
  ),
  linked_to: z.uuid().nullable().describe('The case that its own report is linked to now'),
  hold: z
    .object({ set_by: PersonView.nullable(), set_at: z.iso.datetime(), reason: z.string() })
    .nullable()
    .describe('The safety hold; a supervisor who did not set it lifts it'),
}).meta({
  id: 'Case',
  description:
    'What is done for one sought person, whoever reports him. Reports of several relatives are linked to it, and never merged.',
});

export const NoteView = z
  .object({ id: z.uuid(), by: PersonView.nullable(), at: z.iso.datetime(), text: z.string() })
  .meta({ id: 'CaseNote' });

export const TaskView = z
  .object({
    id: z.uuid(),
    case_id: z.uuid(),
    revision: z.int(),
    kind: z
      .enum(taskKinds)
      .describe(
        'revoke_link: a contest about what a link rests on was upheld; people take the link back (R15). family_…: the family did that by itself',
      ),
    about: z
      .uuid()
      .nullable()
      .describe('The suggestion of the link that is to be revoked, or the report of the family'),
    title: z.string(),
    due_on: z.iso.date(),
    for: PersonView.nullable().describe('Null: any supervisor of the organisation'),
    created_by: PersonView.nullable(),
    created_at: z.iso.datetime(),
    done_by: PersonView.nullable(),
    done_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'CaseTask' });

export type CaseSummary = z.infer<typeof CaseSummary>;
export type CaseView = z.infer<typeof CaseView>;
export type NoteView = z.infer<typeof NoteView>;
export type TaskView = z.infer<typeof TaskView>;
export type PersonView = z.infer<typeof PersonView>;
