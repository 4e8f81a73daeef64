import { roles } from '../../../src/access/account.entity.js';
import { scopes } from '../../../src/access/actor.js';
import type { Policy, Caller as PolicyCaller } from '../../../src/access/policies.js';

/** One row of the policy table made wrong; undefined when it is removed. */
export interface PolicyMutation {
  name: string;
  key: string;
  policy: Policy | undefined;
}

const isAnyone = ({ callers }: Policy) => callers.includes('anyone');

/** A row removed, each of its callers and roles removed, opened to others, its object and its freshness left out. */
export function policyMutations(key: string, policy: Policy): PolicyMutation[] {
  const mutation = (name: string, changed: Policy | undefined) => ({ name: `${key}: ${name}`, key, policy: changed });
  const removed = mutation('row removed', undefined);
  if (isAnyone(policy)) return [removed, mutation('staff only', { ...policy, callers: [{ staff: roles }] })];
  const more = (caller: PolicyCaller): Policy => ({ ...policy, callers: [...policy.callers, caller] });
  const { object: _, ...withoutObject } = policy;
  const { fresh: __, ...withoutFresh } = policy;
  return [
    removed,
    ...narrowed(policy).map(([name, callers]) => mutation(`without ${name}`, { ...policy, callers })),
    ...roles
      .filter(
        (role) =>
          !policy.callers.some((each) => typeof each === 'object' && 'staff' in each && each.staff.includes(role)),
      )
      .map((role) => mutation(`also ${role}`, more({ staff: [role] }))),
    ...(policy.callers.includes('family') ? [] : [mutation('also families', more('family'))]),
    ...scopes
      .filter(
        (scope) =>
          !policy.callers.some((each) => typeof each === 'object' && 'partner' in each && each.partner === scope),
      )
      .map((scope) => mutation(`also partners (${scope})`, more({ partner: scope }))),
    mutation('anyone', { ...policy, callers: ['anyone'] }),
    ...(policy.object ? [mutation('object not asked', withoutObject)] : []),
    ...(policy.fresh ? [mutation('not fresh', withoutFresh)] : []),
  ];
}

/** Each single role, scope or family taken away. */
function narrowed({ callers }: Policy): [name: string, callers: PolicyCaller[]][] {
  return callers.flatMap((caller, index): [string, PolicyCaller[]][] => {
    const others = callers.filter((_, i) => i !== index);
    if (typeof caller === 'string' || 'partner' in caller)
      return [[typeof caller === 'string' ? caller : `partner ${caller.partner}`, others]];
    return caller.staff.map((role) => [role, [...others, { staff: caller.staff.filter((each) => each !== role) }]]);
  });
}
