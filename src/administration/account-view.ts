import { z } from 'zod';
import { type Account, roles } from '../access/account.entity.js';
import { RoleChangeView } from './role-change-view.js';

export const AccountView = z
  .object({
    id: z.uuid(),
    organisation_id: z.uuid(),
    login: z.string(),
    display_name: z.string(),
    role: z.enum(roles).nullable(),
    disabled: z.boolean(),
    demonstration: z.boolean(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Account', description: 'A member of staff. Without a role it may do nothing, and cannot sign in.' });
export type AccountView = z.infer<typeof AccountView>;

export const InvitationView = z
  .object({
    link: z.string().describe('Shown once. Whoever opens it sets up how this account signs in.'),
    expires_at: z.iso.datetime(),
  })
  .meta({ id: 'InvitationLink' });
export type InvitationView = z.infer<typeof InvitationView>;

export const InvitedAccountView = z
  .object({
    account: AccountView,
    role_change: RoleChangeView.nullable().describe('Waits for a second administrator'),
    invitation: InvitationView.nullable().describe('Null when the same request is repeated'),
  })
  .meta({ id: 'InvitedAccount' });
export type InvitedAccountView = z.infer<typeof InvitedAccountView>;

export const accountView = (account: Account): AccountView => ({
  id: account.id,
  organisation_id: account.organisationId,
  login: account.login,
  display_name: account.displayName,
  role: account.role,
  disabled: account.disabledAt !== null,
  demonstration: account.demonstration,
  created_at: account.createdAt.toISOString(),
});
