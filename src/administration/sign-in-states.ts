import type { EntityManager } from 'typeorm';

/** How an account signs in, and when it last did: how many and whether, nothing that would open it. */
export interface SignInState {
  passkeys: number;
  hasPassword: boolean;
  linkOpenUntil: Date | null;
  /** Null when not within the 30 days for which sessions are kept. */
  lastSignInAt: Date | null;
}

/** Of each of these accounts, as far as the administrator reaches them. */
export async function signInStates(manager: EntityManager, ids: readonly string[]): Promise<Map<string, SignInState>> {
  const rows: (SignInState & { id: string })[] = await manager.query(
    `select account.id, account.password_hash is not null as "hasPassword",
       (select count(*)::int from passkeys where account_id = account.id) as passkeys,
       (select max(expires_at) from invitations where account_id = account.id and used_at is null and expires_at > now()) as "linkOpenUntil",
       (select max(created_at) from sessions where account_id = account.id) as "lastSignInAt"
     from accounts account where account.id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, ...state }) => [id, state]));
}

export async function signInState(manager: EntityManager, id: string): Promise<SignInState> {
  return (
    (await signInStates(manager, [id])).get(id) ?? {
      passkeys: 0,
      hasPassword: false,
      linkOpenUntil: null,
      lastSignInAt: null,
    }
  );
}
