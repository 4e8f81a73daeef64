import '@fastify/cookie';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { roles } from './account.entity.js';
import type { StaffActor } from './actor.js';
import { staffCookie } from './callers.js';
import { csrfTokenOf } from './cross-site.js';
import type { OpenedSession } from './sessions.js';

export const SignedIn = z
  .object({
    account: z.string(),
    account_id: z.uuid(),
    display_name: z.string(),
    role: z.enum(roles),
    organisation_id: z.uuid(),
    session_id: z.uuid().nullable(),
    fresh_until: z.iso
      .datetime()
      .nullable()
      .describe('Until when the last proof of identity counts as fresh. After that POST /v1/session/fresh.'),
    csrf_token: z
      .string()
      .describe(
        'A page that is signed in by cookie sends it as x-csrf-token with whatever is no GET. Changes with the session.',
      ),
  })
  .meta({ id: 'SignedIn' });

export const SignedInWithToken = SignedIn.extend({
  token: z.string().describe('For programs: send it as "Authorization: Bearer …". Browsers get it as a cookie.'),
}).meta({ id: 'SignedInWithToken' });

export const sessionView = (actor: StaffActor, credential: string) => ({
  account: actor.login,
  account_id: actor.id,
  display_name: actor.displayName,
  role: actor.role,
  organisation_id: actor.organisationId,
  session_id: actor.sessionId,
  fresh_until: actor.freshUntil?.toISOString() ?? null,
  csrf_token: csrfTokenOf(credential),
});

const cookieOptions = {
  httpOnly: true,
  sameSite: 'strict',
  // Browsers take it over plain HTTP from this machine itself only; a proxy in front speaks HTTPS.
  secure: true,
  path: '/',
} as const;

/** Gives the browser its new token, and says who is signed in. */
export function answerSignedIn(reply: FastifyReply, { actor, token }: OpenedSession) {
  reply.setCookie(staffCookie, token, cookieOptions);
  return { ...sessionView(actor, token), token };
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(staffCookie, cookieOptions);
}
