import { describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../errors.js';
import { csrfTokenOf, requireOwnPage } from './cross-site.js';

const origin = 'https://athar.test.example';
const credential = `atf_${'a'.repeat(43)}`;
const token = csrfTokenOf(credential);

const answer = (
  method: string,
  from: 'cookie' | 'header',
  headers: Record<string, string>,
  { url = '/v1/reports', body }: { url?: string; body?: object | null } = {},
): string => {
  try {
    const request = { method, headers, body, routeOptions: { url } } as unknown as FastifyRequest;
    requireOwnPage(request, { value: credential, from }, origin);
    return 'let through';
  } catch (error) {
    return error instanceof Problem ? error.code : String(error);
  }
};

describe('a request that came with a cookie, of staff or of a family', () => {
  it.each<[headers: Record<string, string>, outcome: string]>([
    [{ 'sec-fetch-site': 'same-origin', 'x-csrf-token': token }, 'let through'],
    [{ origin, 'x-csrf-token': token }, 'let through'],
    [{ 'sec-fetch-site': 'same-origin', origin, 'x-csrf-token': token }, 'let through'],
    // The browser's own word counts, whatever the address was that it was typed with.
    [{ 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:3000', 'x-csrf-token': token }, 'let through'],
    [{ 'sec-fetch-site': 'same-origin' }, 'access.csrf'],
    [{ 'sec-fetch-site': 'same-origin', 'x-csrf-token': '' }, 'access.csrf'],
    [{ 'sec-fetch-site': 'same-origin', 'x-csrf-token': csrfTokenOf(`atf_${'b'.repeat(43)}`) }, 'access.csrf'],
    [{ 'sec-fetch-site': 'same-origin', 'x-csrf-token': credential }, 'access.csrf'],
    [{ 'sec-fetch-site': 'same-site', 'x-csrf-token': token }, 'access.csrf'],
    [{ 'sec-fetch-site': 'cross-site', 'x-csrf-token': token }, 'access.csrf'],
    [{ 'sec-fetch-site': 'cross-site', origin, 'x-csrf-token': token }, 'access.csrf'],
    [{ 'sec-fetch-site': 'none', 'x-csrf-token': token }, 'access.csrf'],
    [{ 'sec-fetch-site': '', origin, 'x-csrf-token': token }, 'access.csrf'],
    [{ origin: 'https://athar-test.example', 'x-csrf-token': token }, 'access.csrf'],
    [{ origin: 'null', 'x-csrf-token': token }, 'access.csrf'],
    [{ origin: `${origin}:8443`, 'x-csrf-token': token }, 'access.csrf'],
    [{ 'x-csrf-token': token }, 'access.csrf'],
    [{}, 'access.csrf'],
  ])('and sends %j is %s', (headers, outcome) => {
    for (const method of ['POST', 'PATCH', 'PUT', 'DELETE']) expect(answer(method, 'cookie', headers)).toBe(outcome);
  });

  it('changes nothing with GET and HEAD, which any page may send', () => {
    for (const method of ['GET', 'HEAD'])
      expect(answer(method, 'cookie', { 'sec-fetch-site': 'cross-site' })).toBe('let through');
  });

  it.each<[body: object | null, headers: Record<string, string>, outcome: string]>([
    [{ token }, { 'sec-fetch-site': 'same-origin' }, 'let through'],
    // What Referrer-Policy: no-referrer makes of a form of our own.
    [{ token }, { 'sec-fetch-site': 'same-origin', origin: 'null' }, 'let through'],
    [{ token: csrfTokenOf(`atf_${'b'.repeat(43)}`) }, { 'sec-fetch-site': 'same-origin' }, 'access.csrf'],
    [{ token }, { 'sec-fetch-site': 'cross-site' }, 'access.csrf'],
    [{ token: [token] }, { 'sec-fetch-site': 'same-origin' }, 'access.csrf'],
    [{}, { 'sec-fetch-site': 'same-origin', 'x-csrf-token': token }, 'access.csrf'],
    [null, { 'sec-fetch-site': 'same-origin' }, 'access.csrf'],
  ])('carries the token in its form on the pages for families: %j with %j is %s', (body, headers, outcome) => {
    expect(answer('POST', 'cookie', headers, { url: '/ckb/report/name', body })).toBe(outcome);
  });

  it('is asked for nothing when a program sends its credential as a header', () => {
    expect(answer('POST', 'header', {})).toBe('let through');
  });
});
