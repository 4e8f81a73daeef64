import type { WhenFresh } from '../session/fresh-proof.js';
import { call } from './call.js';
import type {
  Account,
  InvitedAccount,
  NewAccount,
  NewAgreement,
  NewPartnerKey,
  NewPartnerKeySecret,
  Organisation,
  PartnerKey,
  Role,
  RoleChange,
} from './types.js';
import { type ChangeOptions, useChange } from './use-change.js';
import { usePages } from './use-pages.js';

const most = 200;
const [accounts, roleChanges, organisations, keys] = [
  ['accounts'],
  ['role_changes'],
  ['organisations'],
  ['partner_keys'],
] as const;

/** Whoever the administrator reaches. */
export const useAccounts = () => usePages<Account>('accounts', '/accounts', {}, most);
/** Roles that wait for a second administrator. */
export const useWaitingRoles = () => usePages<RoleChange>('role_changes', '/role-changes', { state: 'pending' }, most);
export const useOrganisations = () => usePages<Organisation>('organisations', '/organisations', {}, most);
export const usePartnerKeys = () => usePages<PartnerKey>('partner_keys', '/keys', {}, most);

const peopleChange = <Body, Answer = unknown>(
  whenFresh: WhenFresh,
  send: (body: Body, options: ChangeOptions) => Promise<Answer>,
) => useChange([roleChanges, accounts], (body: Body, options) => whenFresh(() => send(body, options)));

const accountPath = (id: string) => `/accounts/${encodeURIComponent(id)}`;

/** An account without a role yet, the role that is proposed, and the link, which is shown once. */
export const useInvite = (whenFresh: WhenFresh) =>
  peopleChange(whenFresh, (body: NewAccount, options) =>
    call<InvitedAccount>('POST', '/accounts', { ...options, body }),
  );

export type AccountStep =
  | { do: 'rename'; display_name: string }
  | { do: 'disable' | 'enable' | 'end_sessions' | 'take_role_away' }
  | { do: 'propose'; role: Role }
  | { do: 'new_link' };

/** @returns the link, when one was made */
export const useAccountStep = (id: string, whenFresh: WhenFresh) =>
  peopleChange(whenFresh, async (step: AccountStep, options): Promise<InvitedAccount | null> => {
    const path = accountPath(id);
    const { language } = options;
    switch (step.do) {
      case 'new_link':
        return call<InvitedAccount>('POST', `${path}/invitations`, options);
      case 'end_sessions':
        await call('DELETE', `${path}/sessions`, { language });
        return null;
      case 'rename':
        await call('PATCH', path, { language, body: { display_name: step.display_name } });
        return null;
      case 'disable':
      case 'enable':
        await call('PATCH', path, { language, body: { disabled: step.do === 'disable' } });
        return null;
      default: {
        const body = { role: step.do === 'propose' ? step.role : null };
        await call('POST', `${path}/role-changes`, { ...options, body });
        return null;
      }
    }
  });

export const useDecideRole = (id: string, whenFresh: WhenFresh) =>
  peopleChange(whenFresh, (decision: 'confirmation' | 'refusal' | 'withdrawal', { language }) => {
    const path = `/role-changes/${encodeURIComponent(id)}`;
    return call('POST', `${path}/${encodeURIComponent(decision)}`, { language });
  });

/** Everybody of an organisation but who asks for it. */
export const useEndAllSessionsOf = (whenFresh: WhenFresh) =>
  peopleChange(whenFresh, (organisationId: string, { language }) => {
    const path = `/organisations/${encodeURIComponent(organisationId)}`;
    return call<{ ended: number }>('POST', `${path}/sessions/revocation`, { language });
  });

export const useAddOrganisation = (whenFresh: WhenFresh) =>
  useChange([organisations], (body: { name: string }, options) =>
    whenFresh(() => call<Organisation>('POST', '/organisations', { ...options, body })),
  );

export const useAddAgreement = (organisationId: string, whenFresh: WhenFresh) =>
  useChange([organisations], (body: NewAgreement, options) => {
    const path = `/organisations/${encodeURIComponent(organisationId)}`;
    return whenFresh(() => call<Organisation>('POST', `${path}/agreements`, { ...options, body }));
  });

export const useEndAgreement = (organisationId: string, whenFresh: WhenFresh) =>
  useChange([organisations], (agreementId: string, { language }) => {
    const path = `/organisations/${encodeURIComponent(organisationId)}`;
    return whenFresh(() => call('DELETE', `${path}/agreements/${encodeURIComponent(agreementId)}`, { language }));
  });

export const useAddKey = (whenFresh: WhenFresh) =>
  useChange([keys], (body: NewPartnerKey, options) =>
    whenFresh(() => call<NewPartnerKeySecret>('POST', '/keys', { ...options, body })),
  );

export const useRotateKey = (id: string, whenFresh: WhenFresh) =>
  useChange([keys], (body: { overlap_days: number }, options) => {
    const path = `/keys/${encodeURIComponent(id)}`;
    return whenFresh(() => call<NewPartnerKeySecret>('POST', `${path}/rotation`, { ...options, body }));
  });

/** @param secretId null revokes the key with all its secrets */
export const useEndKey = (id: string, whenFresh: WhenFresh) =>
  useChange([keys], (secretId: string | null, { language }) => {
    const path = `/keys/${encodeURIComponent(id)}`;
    return whenFresh(() =>
      secretId === null
        ? call('DELETE', path, { language })
        : call('DELETE', `${path}/secrets/${encodeURIComponent(secretId)}`, { language }),
    );
  });
