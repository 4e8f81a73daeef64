import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../language/language.js';
import { call } from './call.js';
import { useCaseChange } from './cases.js';
import type {
  ExchangeWordBody,
  FateClaimBody,
  FateClaims,
  FateReviewBody,
  RecipientWishBody,
  SoughtPersonWishBody,
  SpecialClassBody,
  Wishes,
} from './types.js';

const casePath = (id: string) => `/cases/${encodeURIComponent(id)}`;

/** What people assess became of the sought person, newest first, and what each claim counts as now. */
export function useFateClaims(caseId: string) {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['case', caseId, 'fate-claims'],
    queryFn: ({ signal }) => {
      const path = casePath(caseId);
      return call<FateClaims>('GET', `${path}/fate-claims`, { language, signal });
    },
  });
}

export const useClaimFate = (caseId: string) =>
  useCaseChange(caseId, (body: FateClaimBody, options) => {
    const path = casePath(caseId);
    return call('POST', `${path}/fate-claims`, { ...options, body });
  });

export const useReviewFate = (caseId: string, claimId: string) =>
  useCaseChange(caseId, (body: FateReviewBody, options) =>
    call('POST', `/fate-claims/${encodeURIComponent(claimId)}/reviews`, { ...options, body }),
  );

/** Who may be told, what the sought person wants, and whether somebody more has to look. */
export function useWishes(caseId: string) {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['case', caseId, 'wishes'],
    queryFn: ({ signal }) => {
      const path = casePath(caseId);
      return call<Wishes>('GET', `${path}/wishes`, { language, signal });
    },
  });
}

type WishWritten =
  | { about: 'recipient'; body: RecipientWishBody }
  | { about: 'sought_person'; body: SoughtPersonWishBody }
  | { about: 'special_class'; body: SpecialClassBody }
  | { about: 'exchange'; body: ExchangeWordBody };

export const useWriteWish = (caseId: string) =>
  useCaseChange(caseId, ({ about, body }: WishWritten, options) => {
    const path = casePath(caseId);
    if (about === 'recipient') return call('POST', `${path}/wishes/recipients`, { ...options, body });
    if (about === 'sought_person') return call('POST', `${path}/wishes/sought-person`, { ...options, body });
    if (about === 'exchange') return call('POST', `${path}/exchange-words`, { ...options, body });
    return call('POST', `${path}/special-classes`, { ...options, body });
  });
