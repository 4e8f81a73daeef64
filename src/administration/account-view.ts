import { z } from 'zod';
import { type Account, roles } from '../access/account.entity.js';
import { RoleChangeView } from './role-change-view.js';
import type { SignInState } from './sign-in-states.js';

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
    passkeys: z.int().describe('How many devices sign it in'),
    has_password: z.boolean().describe('Beside them, or instead: a password with an authenticator app'),
    link_open_until: z.iso.datetime().nullable().describe('A one-time link was made and not used yet'),
    last_sign_in_at: z.iso.datetime().nullable().describe('Of the last 30 days'),
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

export const accountView = (account: Account, signIn: SignInState): AccountView => ({
  id: account.id,
  organisation_id: account.organisationId,
  login: account.login,
  display_name: account.displayName,
  role: account.role,
  disabled: account.disabledAt !== null,
  demonstration: account.demonstration,
  created_at: account.createdAt.toISOString(),
  passkeys: signIn.passkeys,
  has_password: signIn.hasPassword,
  link_open_until: signIn.linkOpenUntil?.toISOString() ?? null,
  last_sign_in_at: signIn.lastSignInAt?.toISOString() ?? null,
});
