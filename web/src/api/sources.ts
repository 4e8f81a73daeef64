import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../language/language.js';
import { call } from './call.js';
import { useCaseChange } from './cases.js';
import type { ItemsOf, SourceAssessment, SourceAssessmentBody } from './types.js';

const assessmentsPath = (sourceId: string) => `/sources/${encodeURIComponent(sourceId)}/assessments`;

/** What people found about a document, newest first: the newest counts. */
export function useSourceAssessments(caseId: string, sourceId: string) {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['case', caseId, 'assessments', sourceId],
    queryFn: ({ signal }) => {
      const path = assessmentsPath(sourceId);
      return call<ItemsOf<SourceAssessment>>('GET', path, { language, signal });
    },
  });
}

/** Of a document that a case rests on: what it carries there is read anew. */
export const useAssessSource = (caseId: string, sourceId: string) =>
  useCaseChange(caseId, (body: SourceAssessmentBody, options) => {
    const path = assessmentsPath(sourceId);
    return call('POST', path, { ...options, body });
  });
