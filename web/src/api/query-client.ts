import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.js';

export const sessionKey = ['session'] as const;

/** The console's copy of what the service said. An answer 401 anywhere means nobody is signed in any more. */
export function createQueryClient(): QueryClient {
  const noteSignedOut = (error: Error) => {
    if (error instanceof ApiProblem && error.status === 401) client.setQueryData(sessionKey, null);
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: noteSignedOut }),
    mutationCache: new MutationCache({ onError: noteSignedOut }),
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
