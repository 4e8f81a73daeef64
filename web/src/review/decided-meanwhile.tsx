import type { SuggestionDetail } from '../api/types.js';
import { useLanguage } from '../language/language.js';
import { Moment } from '../suggestion/moment.js';
import { StateWord } from '../suggestion/state-word.js';

const decisions: readonly string[] = [
  'proposed',
  'confirmed',
  'rejected',
  'returned',
  'needs_info',
  'revoked',
  'reopened',
];

/** Who came first, what he decided and when, as soon as the pair is read again. Of a proposal that one has to judge alone it is not said who. */
export function DecidedMeanwhile({ suggestion }: { suggestion: SuggestionDetail }) {
  const { t } = useLanguage();
  const newest = [...suggestion.events]
    .sort((one, other) => other.at.localeCompare(one.at))
    .find(({ kind }) => decisions.includes(kind));
  if (!newest) return null;
  return (
    <p className="decided-meanwhile">
      {newest.actor ? <bdi dir="auto">{newest.actor}</bdi> : t('claim.somebody')} {t('claim.decided')}{' '}
      <StateWord state={suggestion.state} /> · <Moment at={newest.at} />
    </p>
  );
}
