import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useLanguage } from '../language/language.js';
import { call } from './call.js';
import type { PageOf } from './types.js';

/** A list that comes in pages; `items` has every page loaded so far. Another filter keeps the old rows until the new ones are there. */
export function usePages<T>(key: string, path: string, filters: Record<string, string> = {}, limit = 25) {
  const { language } = useLanguage();
  const list = useInfiniteQuery({
    queryKey: [key, filters],
    placeholderData: keepPreviousData,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(limit), ...filters });
      if (pageParam) query.set('cursor', pageParam);
      return call<PageOf<T>>('GET', `${path}?${query}`, { language, signal });
    },
    getNextPageParam: (page) => page.next,
  });
  return { ...list, items: list.data?.pages.flatMap((page) => page.items) ?? [] };
}
