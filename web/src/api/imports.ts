import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type {
  Choices,
  GoneRow,
  ImportRow,
  ImportState,
  ImportView,
  ListView,
  Mapping,
  MappingPreview,
  NewImport,
  OwnOrganisation,
  Page,
} from '../imports/types.js';
import { useLanguage } from '../language/language.js';
import { call } from './call.js';
import { idempotencyKeys } from './idempotency-key.js';
import { ApiProblem } from './problem.js';

const pageSize = 25;

const working: readonly ImportState[] = ['inspecting', 'checking', 'queued', 'running', 'reverting'];
/** The service is at work on it; nobody has to do anything. */
export const isWorking = (state: ImportState): boolean => working.includes(state);

export const importPath = (id: string) => `/imports/${encodeURIComponent(id)}`;
export const importKey = (id: string) => ['import', id] as const;
const importsKey = ['imports'] as const;
const listsKey = ['lists'] as const;

/** Imports, newest first; `items` has every page loaded so far. */
export function useImports(filters: { state?: string; list_id?: string } = {}) {
  const { language } = useLanguage();
  const list = useInfiniteQuery({
    queryKey: [...importsKey, filters, language],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(pageSize), ...filters });
      if (pageParam) query.set('cursor', pageParam);
      return call<Page<ImportView>>('GET', `/imports?${query}`, { language, signal });
    },
    getNextPageParam: (page) => page.next,
  });
  return { ...list, items: list.data?.pages.flatMap((page) => page.items) };
}

export function useLists() {
  const { language } = useLanguage();
  return useQuery({
    queryKey: listsKey,
    queryFn: ({ signal }) => call<Page<ListView>>('GET', '/lists', { language, signal }),
  });
}

/** The organisation of who is signed in, with what it agreed to. */
export function useOwnOrganisation() {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['own_organisation'],
    staleTime: 10 * 60_000,
    queryFn: ({ signal }) => call<OwnOrganisation>('GET', '/own-organisation', { language, signal }),
  });
}

const pollMs = 5_000;
/** While other people look at it. */
const heldPollMs = 15_000;

/** @param poll ask again by itself as long as the service works on it */
export function useImport(id: string, poll = false) {
  const { language } = useLanguage();
  return useQuery<ImportView>({
    queryKey: [...importKey(id), language],
    refetchInterval: ({ state: { data } }) => {
      if (data?.state === 'held_back') return heldPollMs;
      return poll && data && isWorking(data.state) ? pollMs : false;
    },
    placeholderData: (previous) => (previous?.id === id ? previous : undefined),
    queryFn: ({ signal }) => call<ImportView>('GET', importPath(id), { language, signal }),
  });
}

/** Announces a file. Its bytes follow piece by piece (send-file.ts). */
export function useStartImport() {
  const { language } = useLanguage();
  const client = useQueryClient();
  const [keys] = useState(idempotencyKeys);
  return useMutation({
    mutationFn: (body: NewImport) =>
      call<ImportView>('POST', '/imports', { language, body, idempotencyKey: keys.keyFor(body) }),
    onSuccess: (view) => {
      keys.answered();
      client.setQueryData([...importKey(view.id), language], view);
      void client.invalidateQueries({ queryKey: importsKey });
      void client.invalidateQueries({ queryKey: listsKey });
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.status !== 0 && error.status < 500) keys.answered();
    },
  });
}

export type ImportAction =
  | { do: 'choices'; choices: Choices }
  | { do: 'mapping'; mapping: Mapping }
  | { do: 'run' }
  | { do: 'cancellation' }
  | { do: 'revert'; reason: string }
  | { do: 'take_back_revert' };

/** Everything that moves an import on. Whatever comes of it is read anew, also when it was refused. */
export function useImportAction({ id, revision }: { id: string; revision: number }) {
  const { language } = useLanguage();
  const client = useQueryClient();
  const [keys] = useState(idempotencyKeys);
  return useMutation({
    mutationFn: (action: ImportAction) => {
      const path = importPath(id);
      const ifMatch = revision;
      const posted = (body: unknown) => ({
        language,
        ifMatch,
        body,
        idempotencyKey: keys.keyFor({ ...action, revision }),
      });
      switch (action.do) {
        case 'choices':
          return call<ImportView>('PUT', `${path}/choices`, { language, ifMatch, body: action.choices });
        case 'mapping':
          return call<ImportView>('PUT', `${path}/mapping`, { language, ifMatch, body: action.mapping });
        case 'run':
          return call<ImportView>('POST', `${path}/run`, posted(undefined));
        case 'cancellation':
          return call<ImportView>('POST', `${path}/cancellation`, posted(undefined));
        case 'revert':
          return call<ImportView>('POST', `${path}/revert`, posted({ reason: action.reason }));
        case 'take_back_revert':
          return call<ImportView>('DELETE', `${path}/revert`, { language, ifMatch });
      }
    },
    onSettled: async (_view, error) => {
      if (!(error instanceof ApiProblem && (error.status === 0 || error.status >= 500))) keys.answered();
      void client.invalidateQueries({ queryKey: importsKey });
      await client.invalidateQueries({ queryKey: importKey(id) });
    },
  });
}

/** What a mapping would make of the first rows. Nothing is stored. */
export function useMappingPreview(id: string, mapping: Mapping | null) {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['mapping_preview', id, mapping, language],
    enabled: mapping !== null,
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
    gcTime: 60_000,
    retry: false,
    queryFn: ({ signal }) => {
      const path = importPath(id);
      return call<MappingPreview>('POST', `${path}/mapping/preview`, { language, signal, body: mapping });
    },
  });
}

export interface RowFilters {
  plan?: string;
  outcome?: string;
  code?: string;
}

/** Rows of an import in the order of the file. */
export function useImportRows(id: string, filters: RowFilters) {
  const { language } = useLanguage();
  const list = useInfiniteQuery({
    queryKey: ['import_rows', id, filters, language],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const path = importPath(id);
      const query = new URLSearchParams({ limit: String(pageSize), ...filters });
      if (pageParam) query.set('cursor', pageParam);
      return call<Page<ImportRow>>('GET', `${path}/rows?${query}`, { language, signal });
    },
    getNextPageParam: (page) => page.next,
  });
  return { ...list, items: list.data?.pages.flatMap((page) => page.items) };
}

/** Rows of the newest version of the list that this file does not have. */
export function useGoneRows(id: string) {
  const { language } = useLanguage();
  const list = useInfiniteQuery({
    queryKey: ['gone_rows', id, language],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const path = importPath(id);
      const query = new URLSearchParams({ limit: String(pageSize) });
      if (pageParam) query.set('cursor', pageParam);
      return call<Page<GoneRow>>('GET', `${path}/gone?${query}`, { language, signal });
    },
    getNextPageParam: (page) => page.next,
  });
  return { ...list, items: list.data?.pages.flatMap((page) => page.items) };
}
