import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLanguage } from '../language/language.js';
import { call } from './call.js';
import type { NameSearch, NameSearchAsked } from './types.js';

const reasonKey = ['name_search_reason'] as const;
const lastKey = ['name_search'] as const;

/** Why this person searches, said once and kept with the session; gone with it. Null: not said yet. */
export function useSearchReason() {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: reasonKey,
    enabled: false,
    gcTime: Infinity,
    queryFn: (): string | null => null,
  });
  return { reason: data ?? null, keepReason: (reason: string | null) => client.setQueryData(reasonKey, reason) };
}

/** The last search and what it found: whoever comes back from a person finds the list again, without another search being written down. */
export function useLastSearch() {
  return useQuery({
    queryKey: lastKey,
    enabled: false,
    gcTime: Infinity,
    queryFn: (): { asked: NameSearchAsked; found: NameSearch } | null => null,
  });
}

/** Names travel in the body and stay in memory: never in an address. */
export function useNameSearch() {
  const { language } = useLanguage();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ reason, asked }: { reason: string; asked: NameSearchAsked }) =>
      call<NameSearch>('POST', '/name-searches', { language, body: { reason, ...asked } }),
    onSuccess: (found, { asked }) => {
      client.setQueryData(lastKey, { asked, found });
    },
  });
}
