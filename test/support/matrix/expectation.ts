import type { ObjectKind } from '../../../src/access/object-checks.js';
import { type Policy, policies } from '../../../src/access/policies.js';
import type { Caller, CallerKind } from './callers.js';
import type { Operation } from './operations.js';
import type { World } from './world.js';

/** What a cell says. */
export const outcomes = {
  reached: '✓',
  missing: '·',
  sign_in: 's',
  fresh: 'f',
  csrf: 'x',
} as const;
export type Outcome = keyof typeof outcomes;

/**
 * Who reaches things of Amal's first case, in words of the domain (domain.md R6) and not in SQL: here the object checks of the service and
 * its row-level security are held against something that is neither.
 */
const reaches: Record<string, (world: World, is: CallerKind, caller: Caller) => boolean> = {
  report: ofTheCase,
  suggestion: ofTheCase,
  case: ofTheCase,
  contest: ofTheCase,
  extortion_tip: ofAmal,
  fate_claim: ofTheCase,
  disclosure: ofTheCase,
  source: ofAmal,
  report_of_organisation: ofAmal,
  import: ofAmal,
  export: ofAmal,
  // The supervisors of the organisation that runs the service, and Amal is a partner (imports-quarantine.spec.ts has one who does).
  suspicious_import: () => false,
  list: ofAmal,
  detention_record: ofAmal,
  // The specimen is about how somebody reads: administrators see what became of webhooks.
  alarm: (world, is, caller) => ofAmal(world, is, caller) && !(is.kind === 'staff' && is.role === 'organisation_admin'),
  webhook: (world, is, caller) => ofAmal(world, is, caller) && is.kind === 'staff' && is.role === 'organisation_admin',
  account: administers,
  role_change: administers,
  key: administers,
  organisation: administers,
  rematch: (_world, is) => is.kind === 'staff' && is.role === 'system_admin',
  // And supervisors of the organisation that runs the service: Amal is a partner (models.spec.ts has one who does).
  model_change: (_world, is) => is.kind === 'staff' && is.role === 'system_admin',
  // The specimens are of the caseworker of the first case.
  own_session: ({ amal }, { id }) => id === amal.staff.caseworker.id,
  own_passkey: ({ amal }, { id }) => id === amal.staff.caseworker.id,
};

function ofAmal({ amal }: World, _: CallerKind, caller: Caller): boolean {
  return caller.organisation === amal;
}

/** System administrators look after all organisations. */
function administers(world: World, is: CallerKind, caller: Caller): boolean {
  if (is.kind !== 'staff') return false;
  return is.role === 'system_admin' || (is.role === 'organisation_admin' && ofAmal(world, is, caller));
}

function ofTheCase(world: World, is: CallerKind, caller: Caller): boolean {
  if (is.kind !== 'staff' || !ofAmal(world, is, caller)) return false;
  if (is.role === 'caseworker') return is.id === world.amal.staff.caseworker.id;
  return is.role === 'supervisor' || is.role === 'disclosure_lead';
}

/** What the policy table promises this caller about things of Amal's first case. */
export function expectedOutcome(world: World, { key, method, route }: Operation, caller: Caller): Outcome {
  const policy = policies[key];
  if (!policy) throw new Error(`${key} has no row in the policy table`);
  if (policy.callers.includes('anyone')) return 'reached';
  const { is } = caller;
  // The cookie of staff is not looked at where families sign in.
  if (!is || (is.byCookie && route.startsWith('/v1/family'))) return 'sign_in';
  if (is.byCookie === 'foreign' && method !== 'GET' && method !== 'HEAD') return 'csrf';
  if (!allowed(policy, is)) return 'missing';
  if (policy.object && !reachesObject(policy.object.kind, world, is, caller)) return 'missing';
  return policy.fresh && !is.fresh ? 'fresh' : 'reached';
}

function reachesObject(kind: ObjectKind, world: World, is: CallerKind, caller: Caller): boolean {
  const rule = reaches[kind];
  if (!rule) throw new Error(`${kind}: say in reaches (test/support/matrix/expectation.ts) who reaches such a thing`);
  return rule(world, is, caller);
}

function allowed({ callers }: Policy, is: CallerKind): boolean {
  return callers.some((caller) => {
    if (caller === 'anyone') return true;
    if (caller === 'family') return is.kind === 'family';
    if ('staff' in caller) return is.kind === 'staff' && caller.staff.includes(is.role);
    return is.kind === 'partner' && is.scopes.includes(caller.partner);
  });
}
