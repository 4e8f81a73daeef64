import { z } from 'zod';
import { caseworkParagraph } from '../bank-data.js';
import { recipientWishes, soughtWishes, specialClasses } from './disclosure-words.js';
import type { Wishes } from './wishes.service.js';

export const RecipientWishBody = z
  .strictObject({
    reporter_id: z.uuid().describe('The recipient that it is about: a reporter of the case'),
    said_by: z.uuid().optional().describe('The reporter who says so; the recipient himself when left out'),
    wish: z.enum(recipientWishes).describe('One relative who excludes somebody is enough'),
    note: caseworkParagraph(1000).optional(),
  })
  .meta({
    id: 'RecipientWishBody',
    examples: [{ reporter_id: '7f1f2b54-53f4-4a3e-9a0f-0c3d2f0d9f10', wish: 'agreed' }],
  });
export type RecipientWishBody = z.infer<typeof RecipientWishBody>;

export const SoughtPersonWishBody = z
  .strictObject({
    wish: z.enum(soughtWishes).describe('Outranks what the family asks'),
    note: caseworkParagraph(2000).describe('Who asked him, when and how; or why he could not be asked'),
  })
  .meta({ id: 'SoughtPersonWishBody', examples: [{ wish: 'only_that_alive', note: 'Asked in person on 3 May.' }] });
export type SoughtPersonWishBody = z.infer<typeof SoughtPersonWishBody>;

export const SpecialClassBody = z
  .strictObject({
    class: z.enum(specialClasses),
    applies: z.boolean(),
    note: caseworkParagraph(1000).optional(),
  })
  .meta({ id: 'SpecialClassBody', examples: [{ class: 'defector', applies: true }] });
export type SpecialClassBody = z.infer<typeof SpecialClassBody>;

export const ExchangeWordBody = z
  .strictObject({
    allowed: z
      .boolean()
      .describe('True: it may go to partners, and be compared with theirs. One false ends it for all'),
    reason: caseworkParagraph(1000),
  })
  .meta({
    id: 'ExchangeWordBody',
    examples: [{ allowed: true, reason: 'The mother asks that the lists of the hospital are searched too.' }],
  });
export type ExchangeWordBody = z.infer<typeof ExchangeWordBody>;

export const WishesView = z
  .object({
    recipients: z.array(
      z.object({
        id: z.uuid(),
        reporter_id: z.uuid(),
        said_by: z.uuid(),
        wish: z.enum(recipientWishes),
        note: z.string().nullable(),
        recorded_by: z.uuid(),
        at: z.iso.datetime(),
      }),
    ),
    sought_person: z.array(
      z.object({
        id: z.uuid(),
        wish: z.enum(soughtWishes),
        note: z.string(),
        recorded_by: z.uuid(),
        at: z.iso.datetime(),
      }),
    ),
    exchange: z
      .object({
        special: z.boolean().describe('By its dates or by what somebody wrote down'),
        may_leave: z
          .boolean()
          .describe(
            'Of a special class: two different people said so since the last no and since the last class was set',
          ),
        words: z.array(
          z.object({
            id: z.uuid(),
            allowed: z.boolean(),
            reason: z.string(),
            said_by: z.uuid(),
            at: z.iso.datetime(),
          }),
        ),
      })
      .describe('Whether anything of the case goes to other organisations (R23)'),
    special_classes: z.array(
      z.object({
        id: z.uuid(),
        class: z.enum(specialClasses),
        applies: z.boolean(),
        note: z.string().nullable(),
        recorded_by: z.uuid(),
        at: z.iso.datetime(),
      }),
    ),
  })
  .meta({
    id: 'Wishes',
    description:
      'Who may be told, what the sought person himself wants, and why somebody more has to look; newest first.',
  });

export function wishesView({
  recipients,
  soughtPerson,
  specialClasses: classes,
  exchange,
}: Wishes): z.infer<typeof WishesView> {
  return {
    recipients: recipients.map((row) => ({
      id: row.id,
      reporter_id: row.reporterId,
      said_by: row.saidBy,
      wish: row.wish,
      note: row.note,
      recorded_by: row.recordedBy,
      at: row.at.toISOString(),
    })),
    sought_person: soughtPerson.map((row) => ({
      id: row.id,
      wish: row.wish,
      note: row.note,
      recorded_by: row.recordedBy,
      at: row.at.toISOString(),
    })),
    exchange: {
      special: exchange.special,
      may_leave: exchange.mayLeave,
      words: exchange.words.map((row) => ({
        id: row.id,
        allowed: row.allowed,
        reason: row.reason,
        said_by: row.saidBy,
        at: row.at.toISOString(),
      })),
    },
    special_classes: classes.map((row) => ({
      id: row.id,
      class: row.class,
      applies: row.applies,
      note: row.note,
      recorded_by: row.recordedBy,
      at: row.at.toISOString(),
    })),
  };
}
