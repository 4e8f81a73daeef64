import type { Role } from './account.entity.js';

export type Policy = { who: 'anyone' } | { who: 'staff'; roles: readonly Role[] };

const anyone: Policy = { who: 'anyone' };
const caseStaff: Policy = { who: 'staff', roles: ['caseworker', 'supervisor'] };
const anyStaff: Policy = { who: 'staff', roles: ['caseworker', 'supervisor', 'system_admin'] };

/**
 * Who may call what. A route without a row here does not start, and the guard refuses it besides.
 * Administrators run the system and see no case content.
 */
export const policies: Readonly<Record<string, Policy>> = {
  'GET /': anyone,
  'GET /console': anyone,
  'GET /console/*': anyone,
  'GET /openapi.json': anyone,
  'GET /v1/health': anyone,
  'GET /v1/health/ready': anyone,
  'POST /v1/session': anyone,
  'GET /v1/session': anyStaff,
  'DELETE /v1/session': anyStaff,
  'POST /v1/reports': caseStaff,
  'GET /v1/reports': caseStaff,
  'GET /v1/reports/:id': caseStaff,
  'PATCH /v1/reports/:id': caseStaff,
  'GET /v1/reports/:id/revisions': caseStaff,
  'POST /v1/imports': caseStaff,
  'GET /v1/imports': caseStaff,
  'GET /v1/imports/:id': caseStaff,
  'GET /v1/imports/:id/rows': caseStaff,
  'GET /v1/detention-records/:id': caseStaff,
  'GET /v1/suggestions': caseStaff,
  'GET /v1/suggestions/:id': caseStaff,
  'POST /v1/suggestions/:id/decisions': caseStaff,
};

/** The policy of a route as Fastify names it (`/v1/reports/:id`). HEAD is answered wherever GET is. */
export function policyOf(method: string, route: string): Policy | undefined {
  return policies[`${method === 'HEAD' ? 'GET' : method} ${route}`];
}
