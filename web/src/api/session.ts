import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLanguage } from '../language/language.js';
import { claimDrafts, forgetDrafts } from '../review/drafts.js';
import { call, keepCsrfToken } from './call.js';
import { endsSession, sessionEndKey, sessionKey } from './query-client.js';
import type { PasskeyRequest, PasskeyUsed, Session, SessionAnswer } from './types.js';

/** Takes what the page needs of an answer: the token is for programs, browsers have it in a cookie that no script reads. */
function known({ token: _, ...session }: SessionAnswer): Session {
  keepCsrfToken(session.csrf_token);
  claimDrafts(session.account);
  return session;
}

/** Whose what was read is: of who is signed in, or was until the session ended by itself. */
let reader: string | null = null;

/** Somebody is here: what another one read is forgotten, and what he read himself is read anew where it stands. */
function arrives(client: QueryClient, { account_id }: Session) {
  if (reader !== account_id) forgetEverythingElse(client);
  else void client.invalidateQueries({ predicate: somebodysReading });
  reader = account_id;
}

/** An invitation is nobody's reading: it goes with its page. */
const somebodysReading = ({ queryKey }: { queryKey: readonly unknown[] }) =>
  queryKey[0] !== sessionKey[0] && queryKey[0] !== 'invitation';

/** What was read for whoever was here until now. */
function forgetEverythingElse(client: QueryClient) {
  client.removeQueries({ predicate: somebodysReading });
}

/** Who is signed in; null = nobody. */
export function useSession() {
  const { language } = useLanguage();
  const client = useQueryClient();
  return useQuery({
    queryKey: sessionKey,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<Session | null> => {
      const before = client.getQueryData<Session | null>(sessionKey);
      try {
        const session = known(await call<SessionAnswer>('GET', '/session', { language, signal }));
        // Somebody else signed in at this browser, in another tab; or the same person did, after an end.
        if (!before || before.account_id !== session.account_id) arrives(client, session);
        return session;
      } catch (error) {
        if (!endsSession(error)) throw error;
        if (before || error.code !== 'access.sign_in') client.setQueryData(sessionEndKey, error.code);
        return null;
      }
    },
  });
}

/** For answers that open a session: what was read before stays with whoever read it. */
export function useArriveAs() {
  const client = useQueryClient();
  return (answer: SessionAnswer) => {
    const session = known(answer);
    arrives(client, session);
    client.setQueryData(sessionKey, session);
    client.removeQueries({ queryKey: sessionEndKey });
  };
}

export interface PasswordProof {
  password: string;
  code?: string;
}

/** What a device has to sign, and how it is called: to sign in or for a fresh proof. */
export function usePasskeyChallenge() {
  const { language } = useLanguage();
  return () => call<PasskeyRequest>('POST', '/session/passkey/challenge', { language });
}

export function useSignIn() {
  const { language } = useLanguage();
  const arriveAs = useArriveAs();
  return useMutation({
    mutationFn: (body: PasswordProof & { account: string }) =>
      call<SessionAnswer>('POST', '/session', { language, body }),
    onSuccess: arriveAs,
  });
}

/** @param sign asks the device; may throw PasskeyFault */
export function useSignInWithPasskey(sign: (options: PasskeyRequest) => Promise<PasskeyUsed>) {
  const { language } = useLanguage();
  const challenge = usePasskeyChallenge();
  const arriveAs = useArriveAs();
  return useMutation({
    mutationFn: async () => {
      const passkey = await sign(await challenge());
      return call<SessionAnswer>('POST', '/session/passkey', { language, body: { passkey } });
    },
    onSuccess: arriveAs,
  });
}

/** Proves once more who is there; the session goes on under a new token. */
export function useFreshProof(sign: (options: PasskeyRequest) => Promise<PasskeyUsed>) {
  const { language } = useLanguage();
  const challenge = usePasskeyChallenge();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (proof: PasswordProof | 'passkey') => {
      const body = proof === 'passkey' ? { passkey: await sign(await challenge()) } : proof;
      return call<SessionAnswer>('POST', '/session/fresh', { language, body });
    },
    onSuccess: (answer) => {
      client.setQueryData(sessionKey, known(answer));
    },
  });
}

/** Nobody is signed in any more, and it was wanted. */
export function useLeave() {
  const client = useQueryClient();
  return () => {
    forgetDrafts();
    reader = null;
    keepCsrfToken(null);
    forgetEverythingElse(client);
    client.setQueryData(sessionKey, null);
  };
}

export function useSignOut() {
  const { language } = useLanguage();
  const leave = useLeave();
  return useMutation({
    mutationFn: () => call<void>('DELETE', '/session', { language }),
    onSuccess: leave,
  });
}
