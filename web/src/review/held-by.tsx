import type { Claim } from '../api/types.js';
import { useLanguage } from '../language/language.js';
import { Moment } from '../suggestion/moment.js';

/** Somebody else is at this pair. Who it is stays unsaid to whoever has still to judge alone. */
export function HeldBy({ claim }: { claim: Claim }) {
  const { t } = useLanguage();
  return (
    <p className="hint held-by" role="status">
      {claim.by ? <bdi dir="auto">{claim.by}</bdi> : t('claim.somebody')} {t('claim.until')} <Moment at={claim.until} />
      . {t('claim.kept')}
    </p>
  );
}
