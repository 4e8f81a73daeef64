import type { FastifyRequest } from 'fastify';
import type { FamilyLanguage } from '../family-languages.js';
import { type Here, here } from './page.js';

/** Where a request to a page is: its language stands first in the path. */
export function pageOf(request: FastifyRequest, signedIn = false): Here {
  const [, language, ...rest] = request.url.split('?')[0].split('/');
  return here(language as FamilyLanguage, `/${rest.join('/')}`, signedIn);
}
