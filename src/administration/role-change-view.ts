import { z } from 'zod';
import { roles } from '../access/account.entity.js';
import { type RoleChange, roleDecisions } from './role-change.entity.js';

export const RoleChangeView = z
  .object({
    id: z.uuid(),
    account_id: z.uuid(),
    organisation_id: z.uuid(),
    from_role: z.enum(roles).nullable(),
    to_role: z.enum(roles).nullable(),
    state: z.enum(['pending', ...roleDecisions]),
    proposed_by: z.uuid(),
    proposed_at: z.iso.datetime(),
    decided_by: z.uuid().nullable(),
    decided_at: z.iso.datetime().nullable(),
  })
  .meta({
    id: 'RoleChange',
    description:
      'pending until another administrator confirms or refuses, the proposer withdraws, or it lapses because the account or the proposer changed; at_once: a role was taken away, which needs nobody else',
  });
export type RoleChangeView = z.infer<typeof RoleChangeView>;

export const roleChangeView = (change: RoleChange): RoleChangeView => ({
  id: change.id,
  account_id: change.accountId,
  organisation_id: change.organisationId,
  from_role: change.fromRole,
  to_role: change.toRole,
  state: change.decision ?? 'pending',
  proposed_by: change.proposedBy,
  proposed_at: change.proposedAt.toISOString(),
  decided_by: change.decidedBy,
  decided_at: change.decidedAt?.toISOString() ?? null,
});
