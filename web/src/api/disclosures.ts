import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../language/language.js';
import type { WhenFresh } from '../session/fresh-proof.js';
import { call } from './call.js';
import { useCaseChange } from './cases.js';
import type {
  Disclosure,
  DisclosureBody,
  DisclosurePatch,
  DisclosureStepBody,
  DisclosureSummary,
  PageOf,
} from './types.js';

const disclosurePath = (id: string) => `/disclosures/${encodeURIComponent(id)}`;

/** What is planned to be told in a case, and what was. */
export function useDisclosures(caseId: string) {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['case', caseId, 'disclosures'],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ limit: '100' });
      const path = `/cases/${encodeURIComponent(caseId)}`;
      return call<PageOf<DisclosureSummary>>('GET', `${path}/disclosures?${query}`, { language, signal });
    },
  });
}

/** One disclosure with each guard as it stands now. */
export function useDisclosure(caseId: string, id: string) {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['case', caseId, 'disclosure', id],
    queryFn: ({ signal }) => {
      const path = disclosurePath(id);
      return call<Disclosure>('GET', path, { language, signal });
    },
  });
}

export const usePlanDisclosure = (caseId: string) =>
  useCaseChange(caseId, (body: DisclosureBody, options) => {
    const path = `/cases/${encodeURIComponent(caseId)}`;
    return call<Disclosure>('POST', `${path}/disclosures`, { ...options, body });
  });

export const useEditDisclosure = ({ id, case_id, revision }: Disclosure) =>
  useCaseChange(case_id, (body: DisclosurePatch, { language }) => {
    const path = disclosurePath(id);
    return call('PATCH', path, { language, ifMatch: revision, body });
  });

export type DisclosureMove =
  | { move: 'supervision' | 'approval' | 'attempts'; note?: string }
  | { move: 'steps'; step: DisclosureStepBody };

/** Everything that moves a disclosure on. An approval wants a fresh proof of who gives it. */
export const useMoveDisclosure = ({ id, case_id, revision }: Disclosure, whenFresh: WhenFresh) =>
  useCaseChange(case_id, (moved: DisclosureMove, options) => {
    const path = disclosurePath(id);
    const sent = { ...options, ifMatch: revision };
    if (moved.move === 'steps') return call('POST', `${path}/steps`, { ...sent, body: moved.step });
    const body = moved.note ? { note: moved.note } : {};
    if (moved.move === 'supervision') return call('POST', `${path}/supervision`, { ...sent, body });
    if (moved.move === 'attempts') return call('POST', `${path}/attempts`, { ...sent, body });
    return whenFresh(() => call('POST', `${path}/approval`, { ...sent, body }));
  });
