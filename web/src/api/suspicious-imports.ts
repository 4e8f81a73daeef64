import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SuspiciousImport } from '../imports/types.js';
import { useLanguage } from '../language/language.js';
import type { WhenFresh } from '../session/fresh-proof.js';
import { call } from './call.js';
import { importPath } from './imports.js';

const suspiciousKey = ['suspicious_imports'] as const;

/** Imports of any organisation that wait for two people, oldest first. */
export function useSuspiciousImports() {
  const { language } = useLanguage();
  return useQuery({
    queryKey: [...suspiciousKey, language],
    queryFn: ({ signal }) => call<{ items: SuspiciousImport[] }>('GET', '/suspicious-imports', { language, signal }),
  });
}

/** Lets one go on (a first person asks, a second one agrees by the same call), or refuses it. */
export function useJudgement(id: string, whenFresh: WhenFresh) {
  const { language } = useLanguage();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ verdict, reason }: { verdict: 'release' | 'refusal'; reason: string }) =>
      whenFresh(() => {
        const path = importPath(id);
        const options = { language, body: { reason } };
        return verdict === 'release'
          ? call<SuspiciousImport>('POST', `${path}/release`, options)
          : call<SuspiciousImport>('POST', `${path}/refusal`, options);
      }),
    onSettled: () => client.invalidateQueries({ queryKey: suspiciousKey }),
  });
}
