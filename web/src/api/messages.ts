import { useInfiniteQuery } from '@tanstack/react-query';
import { useLanguage } from '../language/language.js';
import { call } from './call.js';
import type { FamilyMessage, FamilyMessageBody, PageOf } from './types.js';
import { useChange } from './use-change.js';

const pageSize = 25;
const messagesPath = (reportId: string) => `/reports/${encodeURIComponent(reportId)}/messages`;
const messagesKey = (reportId: string) => ['messages', reportId] as const;

/** What was written to the people of a report and what they wrote, newest first. */
export function useMessages(reportId: string) {
  const { language } = useLanguage();
  const list = useInfiniteQuery({
    queryKey: messagesKey(reportId),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(pageSize) });
      if (pageParam) query.set('cursor', pageParam);
      const path = messagesPath(reportId);
      return call<PageOf<FamilyMessage>>('GET', `${path}?${query}`, { language, signal });
    },
    getNextPageParam: (page) => page.next,
  });
  return { ...list, items: list.data?.pages.flatMap((page) => page.items) };
}

export const useWriteToFamily = (reportId: string) =>
  useChange([messagesKey(reportId)], (body: FamilyMessageBody, options) => {
    const path = messagesPath(reportId);
    return call<FamilyMessage>('POST', path, { ...options, body });
  });
