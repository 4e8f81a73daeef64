import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../language/language.js';
import { call } from './call.js';
import type { Colleague, ItemsOf } from './types.js';

/** Who works on cases here. `nameOf` gives the name of an account; null for one of another organisation. */
export function useColleagues() {
  const { language } = useLanguage();
  const { data } = useQuery({
    queryKey: ['colleagues'],
    staleTime: 10 * 60_000,
    queryFn: ({ signal }) => call<ItemsOf<Colleague>>('GET', '/colleagues', { language, signal }),
  });
  const items = data?.items ?? [];
  return {
    colleagues: items.filter(({ works_here }) => works_here),
    nameOf: (id: string | null) => items.find((one) => one.id === id)?.display_name ?? null,
  };
}
