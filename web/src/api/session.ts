import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLanguage } from '../language/language.js';
import { claimDrafts, forgetDrafts } from '../review/drafts.js';
import { call } from './call.js';
import { idempotencyKeys } from './idempotency-key.js';
import { ApiProblem } from './problem.js';
import { sessionKey } from './query-client.js';
import type { Session } from './types.js';

/** Who is signed in; null = nobody. */
export function useSession() {
  const { language } = useLanguage();
  return useQuery({
    queryKey: sessionKey,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<Session | null> => {
      try {
        const session = await call<Session>('GET', '/session', { language, signal });
        claimDrafts(session.account);
        return session;
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 401) return null;
        throw error;
      }
    },
  });
}

export function useSignIn() {
  const { language } = useLanguage();
  const client = useQueryClient();
  const [keys] = useState(idempotencyKeys);
  return useMutation({
    mutationFn: (body: { account: string; password: string }) =>
      call<Session>('POST', '/session', { language, body, idempotencyKey: keys.keyFor(body) }),
    onSettled: () => keys.answered(),
    onSuccess: (session) => {
      claimDrafts(session.account);
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] });
      client.setQueryData(sessionKey, session);
    },
  });
}

export function useSignOut() {
  const { language } = useLanguage();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call<void>('DELETE', '/session', { language }),
    onSuccess: () => {
      forgetDrafts();
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] });
      client.setQueryData(sessionKey, null);
    },
  });
}
