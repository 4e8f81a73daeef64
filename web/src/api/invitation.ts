import { useMutation, useQuery } from '@tanstack/react-query';
import { useLanguage } from '../language/language.js';
import { call } from './call.js';
import { useArriveAs } from './session.js';
import type { Invitation, PasskeyCreation, PasskeyMade, SessionAnswer } from './types.js';

/** Whose invitation it is. Kept no longer than it is shown: it holds the secret for an app. */
export function useInvitation(token: string) {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['invitation', token],
    enabled: token !== '',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: ({ signal }) =>
      call<Invitation>('POST', '/invitations/accept/look', { language, signal, body: { token } }),
  });
}

/** @param make asks the device; may throw PasskeyFault */
export function useAcceptWithPasskey(token: string, make: (options: PasskeyCreation) => Promise<PasskeyMade>) {
  const { language } = useLanguage();
  const arriveAs = useArriveAs();
  return useMutation({
    mutationFn: async (label: string) => {
      // A challenge is good for five minutes, and people read before they choose.
      const look = await call<Invitation>('POST', '/invitations/accept/look', { language, body: { token } });
      const passkey = await make(look.passkey as PasskeyCreation);
      return call<SessionAnswer>('POST', '/invitations/accept/passkey', { language, body: { token, passkey, label } });
    },
    onSuccess: arriveAs,
  });
}

export function useAcceptWithPassword(token: string) {
  const { language } = useLanguage();
  const arriveAs = useArriveAs();
  return useMutation({
    mutationFn: (body: { password: string; code: string }) =>
      call<SessionAnswer>('POST', '/invitations/accept/password', { language, body: { token, ...body } }),
    onSuccess: arriveAs,
  });
}
