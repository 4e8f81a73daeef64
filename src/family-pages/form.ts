import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { csrfTokenOf } from '../access/cross-site.js';
import { Problem } from '../errors.js';
import type { Answers } from './drafts.js';

/** More fields than any form of ours has. */
const mostFields = 200;

/**
 * Reads a form as browsers send it (application/x-www-form-urlencoded). A field that stands twice counts with the first one: none of our
 * forms has two.
 * @throws Problem request.invalid
 */
export function readForm(body: string): Answers {
  const answers: Answers = Object.create(null);
  let fields = 0;
  for (const [name, value] of new URLSearchParams(body)) {
    if (++fields > mostFields || !/^[a-z][a-z0-9_]{0,40}$/.test(name)) throw new Problem('request.invalid');
    // Browsers send line ends as CR LF; a text has one kind of them.
    answers[name] ??= value.replaceAll('\r\n', '\n');
  }
  return answers;
}

/** The form of a request whose media type was that of a form; without its token. */
export function formOf(request: FastifyRequest): Answers {
  const { token, ...answers } = (request.body ?? {}) as Answers;
  return answers;
}

/** What stands in the forms of a draft; in those of nobody's, nothing. */
export const tokenOfForm = (credential: string | null): string => (credential ? csrfTokenOf(credential) : '');

/** No page of another site sent it, as far as the browser says who did. */
export function isOfOwnSite(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin';
}

/**
 * A form must have been sent by one of our own pages (OWASP ASVS 5.0, 3.5): the browser says so, or the token of the draft stands in it. A first form, of
 * somebody who has no draft yet, changes nothing of anybody's.
 * @param credential token of the draft; of the session the guard has asked
 * @throws Problem access.csrf
 */
export function requireOwnForm(request: FastifyRequest, credential: string | null): void {
  if (!isOfOwnSite(request)) throw new Problem('access.csrf');
  if (credential === null) return;
  const { token } = (request.body ?? {}) as Answers;
  if (typeof token !== 'string' || !same(token, csrfTokenOf(credential))) throw new Problem('access.csrf');
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
