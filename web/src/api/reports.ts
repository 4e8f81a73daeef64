import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLanguage } from '../language/language.js';
import type { WhenFresh } from '../session/fresh-proof.js';
import { call } from './call.js';
import type { Consent, ItemsOf, Report, Reporter, RevealedReporter } from './types.js';

const reportPath = (id: string) => `/reports/${encodeURIComponent(id)}`;

export function useReport(id: string) {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['report', id],
    queryFn: ({ signal }) => {
      const path = reportPath(id);
      return call<Report>('GET', path, { language, signal });
    },
  });
}

/** What each of those who report agreed to, and whether it stands now. */
export function useConsents(reportId: string) {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['consents', reportId],
    queryFn: ({ signal }) => {
      const path = reportPath(reportId);
      return call<ItemsOf<Consent>>('GET', `${path}/consents`, { language, signal });
    },
  });
}

/** Who reports, without names and contacts. */
export const reportersQuery = (reportId: string, language: string) => ({
  queryKey: ['reporters', reportId],
  queryFn: ({ signal }: { signal: AbortSignal }) => {
    const path = reportPath(reportId);
    return call<ItemsOf<Reporter>>('GET', `${path}/reporters`, { language, signal });
  },
});

export function useReporters(reportId: string) {
  const { language } = useLanguage();
  return useQuery(reportersQuery(reportId, language));
}

/** Shows name and contacts of one who reports, once: what comes back is kept nowhere but on the screen that asked. */
export function useReveal(reportId: string, reporterId: string, whenFresh: WhenFresh) {
  const { language } = useLanguage();
  const client = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: ({ fields, reason }: { fields: ('name' | 'contacts')[]; reason: string }) => {
      const path = reportPath(reportId);
      return whenFresh(() =>
        call<RevealedReporter>('POST', `${path}/reporters/${encodeURIComponent(reporterId)}/reveal`, {
          language,
          body: { fields, reason },
        }),
      );
    },
    onError: () => void client.invalidateQueries({ queryKey: ['reporters', reportId] }),
  });
}
