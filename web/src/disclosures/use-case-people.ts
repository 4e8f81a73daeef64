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
}

const judgedAway: readonly string[] = ['rejected', 'revoked', 'stale', 'suppressed'];

/** The documents that records of the case come from, each once, those of confirmed links first. */
export function useCaseDocuments(view: CaseView): CaseDocument[] {
  const suggestions = useCaseSuggestions(view).filter(({ state }) => !judgedAway.includes(state));
  const [links, others] = [true, false].map((linked) =>
    suggestions.filter(({ state }) => (state === 'confirmed') === linked),
  );
  const documents = [...(links ?? []), ...(others ?? [])].map(({ record }) => record);
  return [...new Map(documents.map((record) => [record.source_id, record.source_title])).entries()].map(
    ([id, title]) => ({ id, title }),
  );
}
