import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../errors.js';
import { isFamilyPage } from '../family-languages.js';
import type { Credential } from './callers.js';

/** Sent back by our own pages with whatever changes something. */
export const csrfHeader = 'x-csrf-token';

/**
 * What a page must send beside the cookie, which the browser sends by itself. It is worked out from the credential, so that nothing is
 * stored, it ends with it, and a page of another site, which cannot read our answers, does not know it.
 * @returns 43 characters
 */
export const csrfTokenOf = (credential: string): string =>
  createHmac('sha256', credential).update('athar csrf').digest('base64url');

/**
 * A request that came with a cookie and changes something must have been made by one of our own pages (OWASP ASVS 5.0, 3.5). Programs
 * that send their credential as a header are not asked: no browser does that for another site.
 * @throws Problem access.csrf
 */
export function requireOwnPage(request: FastifyRequest, credential: Credential, origin: string): void {
  if (credential.from !== 'cookie' || request.method === 'GET' || request.method === 'HEAD') return;
  const { 'sec-fetch-site': site, origin: from, [csrfHeader]: header } = request.headers;
  // A form cannot send a header: on the pages for families the token stands in it.
  const token = isFamilyPage(request.routeOptions.url ?? '')
    ? (request.body as { token?: unknown } | null)?.token
    : header;
  const ownPage = site !== undefined ? site === 'same-origin' : from === origin;
  if (!ownPage || typeof token !== 'string' || !same(token, csrfTokenOf(credential.value))) {
    throw new Problem('access.csrf');
  }
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
