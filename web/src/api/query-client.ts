import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.js';

export const sessionKey = ['session'] as const;
/** Why somebody who was signed in is not any more: a code, for the sign-in page to put in words. */
export const sessionEndKey = ['session_end'] as const;

/** Wrong words for a proof are no end of the session. */
export const endsSession = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && error.status === 401 && error.code !== 'access.wrong_credentials';

/** The console's copy of what the service said. An answer 401 anywhere means nobody is signed in any more. */
export function createQueryClient(): QueryClient {
  const noteEnd = (error: Error) => {
    if (endsSession(error)) {
      if (client.getQueryData(sessionKey)) client.setQueryData(sessionEndKey, error.code);
      client.setQueryData(sessionKey, null);
    }
    // The session is another one by now, because of something done in another tab: learn of it before the next try.
    if (error instanceof ApiProblem && error.code === 'access.csrf')
      void client.invalidateQueries({ queryKey: sessionKey });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: noteEnd }),
    mutationCache: new MutationCache({ onError: noteEnd }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // Going back to a list opened half an hour ago finds it where it was left.
        gcTime: 30 * 60_000,
        retry: (failures, error) =>
          failures < 1 && error instanceof ApiProblem && (error.status === 0 || error.status >= 500),
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}
