import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { familyLanguages } from '../family-languages.js';
import type { KeyRing } from '../keys/key-ring.js';
import { noticeChannels } from './family-message.entity.js';
import { sealNoticeAddress } from './notice-address.js';

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // An offset ("+03:00") knows no summer time.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

const problem = (code: string, message: string) => ({ message, params: { code } });

/** An address of one person and nothing else: what could add a second receiver or a header is refused. */
const isEmail = (text: string) => z.email().safeParse(text).success && text.length <= 254;
/** E.164, as the gateway takes it. */
const isNumber = (text: string) => /^\+[1-9][0-9]{7,14}$/.test(text);

/** That somebody wants to be told that there is something to read: where, in which language, and at which hours it is safe (docs/notices.md). */
export const NoticeWishBody = z
  .strictObject({
    channel: z.enum(noticeChannels),
    address: z.string().max(254).describe('An e-mail address, or a telephone number as +49…'),
    language: z.enum(familyLanguages),
    time_zone: z.string().max(60).refine(isTimeZone, problem('notice.time_zone', 'This is no time zone.')),
    from_hour: z.int().min(0).max(23),
    to_hour: z.int().min(1).max(24),
  })
  .superRefine((wish, context) => {
    const issue = (path: string, code: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], ...problem(code, message) });
    if (wish.from_hour >= wish.to_hour) issue('to_hour', 'notice.hours', 'The last hour comes after the first one.');
    if (!(wish.channel === 'email' ? isEmail(wish.address) : isNumber(wish.address)))
      issue('address', `notice.${wish.channel}`, 'Nothing can be sent there: it is written in another way.');
  })
  .meta({ id: 'NoticeWish' });
export type NoticeWishBody = z.infer<typeof NoticeWishBody>;

/** Of whom it is. */
export interface NoticeOwner {
  reportId: string;
  reporterId: string;
  organisationId: string;
}

/**
 * Replaces what a person wished for; null: he wants to be told nothing any more. In the transaction of the person himself (role `intake`). Whether the
 * consent to be contacted is alive is asked each time before something is sent, and taking it back ends the wish.
 */
export async function storeNoticeWish(
  manager: EntityManager,
  ring: KeyRing,
  { reportId, reporterId, organisationId }: NoticeOwner,
  wish: NoticeWishBody | null,
): Promise<void> {
  await manager.query(
    `update notice_wishes set ended_at = clock_timestamp(), ended_reason = 'answered_again', address = null, kek_id = null
     where reporter_id = $1 and ended_at is null`,
    [reporterId],
  );
  if (wish === null) return;
  const place = { id: randomUUID(), organisationId, channel: wish.channel };
  const { address, kekId } = sealNoticeAddress(ring, place, wish.address);
  await manager.query(
    `insert into notice_wishes (id, organisation_id, report_id, reporter_id, channel, address, kek_id, language, time_zone, from_hour, to_hour)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      place.id,
      organisationId,
      reportId,
      reporterId,
      wish.channel,
      address,
      kekId,
      wish.language,
      wish.time_zone,
      wish.from_hour,
      wish.to_hour,
    ],
  );
}

/** What the person of a receipt wished for, without where: in its own transaction (role `family`). */
export async function readNoticeWish(
  manager: EntityManager,
  reporterId: string,
): Promise<Omit<NoticeWishBody, 'address'> | null> {
  const [wish]: Omit<NoticeWishBody, 'address'>[] = await manager.query(
    'select channel, language, time_zone, from_hour, to_hour from notice_wishes where reporter_id = $1 and ended_at is null',
    [reporterId],
  );
  return wish ?? null;
}
