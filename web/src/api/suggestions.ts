import {
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useLanguage } from '../language/language.js';
import { call } from './call.js';
import { idempotencyKeys } from './idempotency-key.js';
import { ApiProblem } from './problem.js';
import type { components } from './schema.js';
import type {
  Band,
  Decision,
  GivenOpinion,
  SuggestionDetail,
  SuggestionFilters,
  SuggestionPage,
  SuggestionSummary,
  TakenSuggestion,
} from './types.js';

type Schemas = components['schemas'];

const pageSize = 25;

/** The queue, strongest first. `items` has every page loaded so far, each suggestion once. */
export function useSuggestionList(filters: SuggestionFilters) {
  const { language } = useLanguage();
  const list = useInfiniteQuery({
    queryKey: ['suggestions', filters],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(pageSize) });
      for (const [name, value] of Object.entries(filters)) query.set(name, value);
      if (pageParam) query.set('cursor', pageParam);
      return call<SuggestionPage>('GET', `/suggestions?${query}`, { language, signal });
    },
    getNextPageParam: (page) => page.next,
  });
  // A suggestion that was re-scored between two pages can stand on both.
  const items = list.data && [
    ...new Map(list.data.pages.flatMap((page) => page.items).map((item) => [item.id, item])).values(),
  ];
  return { ...list, items };
}

export type QueueFacet = Schemas['SuggestionFacets']['facets'][number];

/** How many wait, by what the queue can be narrowed down to. */
export function useQueueFacets(filters: SuggestionFilters) {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['suggestions', 'facets', filters],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const query = new URLSearchParams(Object.entries(filters));
      return call<Schemas['SuggestionFacets']>('GET', `/suggestions/facets?${query}`, { language, signal });
    },
  });
}

/** Gives what one holds to a colleague, or back to everybody. */
export function usePassOn() {
  const { language } = useLanguage();
  const client = useQueryClient();
  const [keys] = useState(idempotencyKeys);
  return useMutation({
    mutationFn: (body: Schemas['SuggestionPass']) =>
      call('POST', '/suggestions/passes', { language, body, idempotencyKey: keys.keyFor(body) }),
    onSettled: async (_answer, error) => {
      if (!(error instanceof ApiProblem && (error.status === 0 || error.status >= 500))) keys.answered();
      await client.invalidateQueries({ queryKey: ['suggestions'] });
    },
  });
}

/** The pairs of one report, strongest first: as many as a screen shows. */
export const suggestionsOfReportQuery = (reportId: string, language: string) => ({
  queryKey: ['suggestions', { reportId }],
  queryFn: ({ signal }: { signal: AbortSignal }) => {
    const query = new URLSearchParams({ report_id: reportId, limit: '50' });
    return call<SuggestionPage>('GET', `/suggestions?${query}`, { language, signal });
  },
});

export function useSuggestionsOfReport(reportId: string) {
  const { language } = useLanguage();
  return useQuery(suggestionsOfReportQuery(reportId, language));
}

const detailKey = (id: string) => ['suggestion', id] as const;

function detailQuery(id: string, language: string) {
  return {
    queryKey: [...detailKey(id), language],
    // What is on the screen is what is decided on: it changes on arrival and after a decision, never in between.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      call<SuggestionDetail>('GET', `/suggestions/${encodeURIComponent(id)}`, { language, signal }),
  };
}

/** One suggestion with its explanation in the chosen language; the other language stays on screen while it loads. */
export function useSuggestion(id: string) {
  const { language } = useLanguage();
  return useQuery({
    ...detailQuery(id, language),
    placeholderData: (previous: SuggestionDetail | undefined) => (previous?.id === id ? previous : undefined),
  });
}

/** What a person sends about one suggestion; the answer is how it stands now. */
function useStep<Body>(id: string, step: 'decisions' | 'opinions' | 'undo') {
  const { language } = useLanguage();
  const client = useQueryClient();
  const [keys] = useState(idempotencyKeys);
  return useMutation({
    mutationFn: (body: Body) =>
      call<SuggestionSummary>('POST', `/suggestions/${encodeURIComponent(id)}/${encodeURIComponent(step)}`, {
        language,
        body,
        idempotencyKey: keys.keyFor(body),
      }),
    onSuccess: (summary) => {
      keys.answered();
      takeOver(client, summary);
      void client.invalidateQueries({ queryKey: detailKey(id) });
      void client.invalidateQueries({ queryKey: ['suggestions'] });
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 500) return;
      keys.answered();
      if (error.status === 409) void client.invalidateQueries({ queryKey: detailKey(id) });
    },
  });
}

export const useDecide = (id: string) => useStep<Decision>(id, 'decisions');
export const useGiveOpinion = (id: string) => useStep<GivenOpinion>(id, 'opinions');
export const useUndo = (id: string) => useStep<{ seen_revision: number }>(id, 'undo');

function takeOver(client: QueryClient, summary: SuggestionSummary) {
  client.setQueriesData<SuggestionDetail>({ queryKey: detailKey(summary.id) }, (old) =>
    old ? { ...old, ...pick(summary) } : old,
  );
}

/** What changes by what people do. The summary's report and record are shorter than those of the full suggestion. */
function pick({ report: _, record: __, ...changes }: SuggestionSummary) {
  return changes;
}

/** Takes a suggestion, or goes on with it; what became of it is seen by `claim` of the suggestion. */
export function useClaim(id: string) {
  const { language } = useLanguage();
  const client = useQueryClient();
  const path = `/suggestions/${encodeURIComponent(id)}/claim`;
  return {
    take: async () => {
      try {
        takeOver(client, await call<SuggestionSummary>('POST', path, { language }));
      } catch {
        // Somebody else has it, or it is out of reach: the suggestion itself says so.
        void client.invalidateQueries({ queryKey: detailKey(id) });
      }
    },
    letGo: () => call<void>('DELETE', path, { language }).catch(() => undefined),
  };
}

interface NextFilters {
  band?: Band;
  except: string[];
}

/** Takes what waits for this person, and reads it at once, so that it is there when he turns to it. */
export function useTakeNext() {
  const { language } = useLanguage();
  const client = useQueryClient();
  return useCallback(
    async (filters: NextFilters): Promise<string | null> => {
      const body = { except: filters.except, ...(filters.band && { band: filters.band }) };
      const { suggestion } = await call<TakenSuggestion>('POST', '/suggestions/next', { language, body });
      if (suggestion) await client.prefetchQuery(detailQuery(suggestion.id, language));
      return suggestion?.id ?? null;
    },
    [client, language],
  );
}
