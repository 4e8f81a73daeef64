import { z } from 'zod';
import { caseworkParagraph } from '../bank-data.js';
import { PersonView } from './case-views.js';
import { contestClaims } from './contest.entity.js';
import { contestActions, contestStates, identities } from './contest-transitions.js';

const told = caseworkParagraph(4000);

export const ContestBody = z
  .strictObject({
    detention_record_id: z.uuid().optional(),
    case_id: z.uuid().optional(),
    claim: z.enum(contestClaims),
    told: told.describe('In the words of whoever says so. No way to reach him: that has its own place'),
  })
  .refine(({ detention_record_id, case_id }) => (detention_record_id === undefined) !== (case_id === undefined), {
    message: 'It is about a detention record or about a case: name one of the two.',
    path: ['case_id'],
  })
  .meta({
    id: 'ContestBody',
    examples: [
      {
        detention_record_id: '2f9a7c31-0b1d-4e57-8a52-9d3c4b6e7f10',
        claim: 'this_is_me',
        told: 'I am the man on this list. I was released in 2016 and live abroad.',
      },
    ],
  });
export type ContestBody = z.infer<typeof ContestBody>;

export const IdentityBody = z
  .strictObject({ identity: z.enum(identities), note: told.describe('How it was checked') })
  .meta({
    id: 'ContestIdentityCheck',
    examples: [{ identity: 'is_the_person', note: 'Family booklet seen in person.' }],
  });
export const DecisionBody = z.strictObject({ decision: z.enum(['uphold', 'refuse']), note: told }).meta({
  id: 'ContestDecision',
  examples: [{ decision: 'uphold', note: 'He is the man on the list, and he lives.' }],
});
export const ReopenBody = z.strictObject({ note: told }).meta({ id: 'ContestReopening' });

export const ContestView = z
  .object({
    id: z.uuid(),
    revision: z.int(),
    detention_record_id: z.uuid().nullable(),
    case_id: z.uuid().nullable(),
    claim: z.enum(contestClaims),
    told: z.string(),
    state: z.enum(contestStates),
    freezes: z.boolean().describe('Nothing is proposed, confirmed or told on the ground of it'),
    taken_by: PersonView.nullable(),
    taken_at: z.iso.datetime(),
    identity: z.enum(identities).nullable(),
    identity_checked_by: PersonView.nullable(),
    decided_by: PersonView.nullable(),
    to_revoke: z
      .array(z.uuid())
      .describe(
        'Once it is upheld: suggestions that are confirmed and rest on it. People revoke them, no program does',
      ),
    held_disclosures: z.array(z.uuid()).describe('Plans of what is told that rest on it and are held meanwhile'),
    events: z.array(
      z.object({
        at: z.iso.datetime(),
        by: PersonView.nullable(),
        kind: z.enum(contestActions),
        from_state: z.enum(contestStates).nullable(),
        to_state: z.enum(contestStates),
        identity: z.enum(identities).nullable(),
        note: z.string().nullable(),
      }),
    ),
  })
  .meta({
    id: 'Contest',
    description: '"This is me" or "this is false", said by anybody and taken down by staff (R15).',
  });
export type ContestView = z.infer<typeof ContestView>;
