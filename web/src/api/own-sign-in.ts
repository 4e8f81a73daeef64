import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLanguage } from '../language/language.js';
import { call } from './call.js';
import { useLeave } from './session.js';
import type { OwnCredentials, OwnSession, PasskeyCreation, PasskeyMade, TotpSetup } from './types.js';

const sessionsKey = ['own_sessions'] as const;
const credentialsKey = ['own_credentials'] as const;

export function useOwnSessions() {
  const { language } = useLanguage();
  return useQuery({
    queryKey: sessionsKey,
    queryFn: async ({ signal }) =>
      (await call<{ items: OwnSession[] }>('GET', '/sessions', { language, signal })).items,
  });
}

export function useOwnCredentials() {
  const { language } = useLanguage();
  return useQuery({
    queryKey: credentialsKey,
    queryFn: ({ signal }) => call<OwnCredentials>('GET', '/account/passkeys', { language, signal }),
  });
}

/** Ends these, one after the other, at once. */
export function useEndSessions() {
  const { language } = useLanguage();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (ids: string[]) => {
      for (const id of ids) await call<void>('DELETE', `/sessions/${encodeURIComponent(id)}`, { language });
    },
    onSettled: () => client.invalidateQueries({ queryKey: sessionsKey }),
  });
}

/** Ends all, with the one that asks. */
export function useEndAllSessions() {
  const { language } = useLanguage();
  const leave = useLeave();
  return useMutation({ mutationFn: () => call<void>('DELETE', '/sessions', { language }), onSuccess: leave });
}

/** What changes how somebody signs in, each as a plain request: it may first need a fresh proof. */
export function useOwnCredentialRequests() {
  const { language } = useLanguage();
  return {
    beginPasskey: () => call<PasskeyCreation>('POST', '/account/passkeys/challenge', { language }),
    addPasskey: (passkey: PasskeyMade, label: string) =>
      call<unknown>('POST', '/account/passkeys', { language, body: { passkey, label } }),
    removePasskey: (id: string) => call<void>('DELETE', `/account/passkeys/${encodeURIComponent(id)}`, { language }),
    changePassword: (password: string) => call<void>('POST', '/account/password', { language, body: { password } }),
    beginTotp: () => call<TotpSetup>('POST', '/account/totp', { language }),
    confirmTotp: (code: string) => call<void>('POST', '/account/totp/confirm', { language, body: { code } }),
  };
}

/** Ways of signing in changed, which ends all other sessions: both lists are read again. */
export function useReadOwnSignInAgain() {
  const client = useQueryClient();
  return () => Promise.all([sessionsKey, credentialsKey].map((queryKey) => client.invalidateQueries({ queryKey })));
}
