import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../language/language.js';
import { call } from './call.js';
import type { AuditChain, AuditEntry, Figures } from './types.js';
import { usePages } from './use-pages.js';

export interface AuditFilters {
  actor_id?: string;
  subject_id?: string;
  action?: string;
  outcome?: AuditEntry['outcome'];
  from?: string;
  until?: string;
}

/** Who read or did what, newest first. Reading it is written down as well: it is asked for once, and when somebody asks again. */
export const useAuditEntries = (filters: AuditFilters) => usePages<AuditEntry>('audit', '/audit', { ...filters }, 50);

/** Whether the newest entries follow from each other. */
export function useAuditChain() {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['audit_chain'],
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) => call<AuditChain>('GET', '/audit/chain', { language, signal }),
  });
}

export function useFigures() {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['figures'],
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) => call<Figures>('GET', '/figures', { language, signal }),
  });
}
