import { useQueries } from '@tanstack/react-query';
import { reportersQuery } from '../api/reports.js';
import { suggestionsOfReportQuery } from '../api/suggestions.js';
import type { CaseView, Reporter, SuggestionSummary } from '../api/types.js';
import { useLanguage } from '../language/language.js';

export interface Recipient {
  id: string;
  /** How he is related, and by which report: his name stays masked. */
  label: string;
  reporter: Reporter;
}

/** Everybody who reports in a case, told apart without a name. */
export function useRecipients(view: CaseView): Recipient[] {
  const { t, language } = useLanguage();
  const lists = useQueries({ queries: view.reports.map(({ report_id }) => reportersQuery(report_id, language)) });
  return lists.flatMap((list, index) =>
    (list.data?.items ?? [])
      .filter(({ removed_at }) => removed_at === null)
      .map((reporter) => ({
        id: reporter.id,
        reporter,
        label: t('disclosure.recipient_of', {
          who: reporter.relationship ? t(`relationship.${reporter.relationship}`) : t('contact.somebody'),
          number: index + 1,
        }),
      })),
  );
}

/** Everything that was suggested beside the reports of a case. */
function useCaseSuggestions(view: CaseView): SuggestionSummary[] {
  const { language } = useLanguage();
  const lists = useQueries({
    queries: view.reports.map(({ report_id }) => suggestionsOfReportQuery(report_id, language)),
  });
  return lists.flatMap((list) => list.data?.items ?? []);
}

/** The links of a case: pairs that two people confirmed. */
export const useConfirmedLinks = (view: CaseView): SuggestionSummary[] =>
  useCaseSuggestions(view).filter(({ state }) => state === 'confirmed');

export interface CaseDocument {
  id: string;
  title: string;
  /** A confirmed link rests on it. */
  linked: boolean;
}

const judgedAway: readonly string[] = ['rejected', 'revoked', 'stale', 'suppressed'];

/** The documents that records of the case come from, each once. */
export function useCaseDocuments(view: CaseView): CaseDocument[] {
  const suggestions = useCaseSuggestions(view);
  const documents = new Map<string, CaseDocument>();
  for (const { state, record } of suggestions) {
    if (judgedAway.includes(state)) continue;
    const linked = state === 'confirmed' || documents.get(record.source_id)?.linked === true;
    documents.set(record.source_id, { id: record.source_id, title: record.source_title, linked });
  }
  return [...documents.values()];
}
