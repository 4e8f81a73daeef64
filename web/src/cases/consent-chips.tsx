import { useConsents } from '../api/reports.js';
import type { Consent } from '../api/types.js';
import { useLanguage } from '../language/language.js';
import { formatIsoDay } from '../language/read-date.js';
import { Icon } from '../suggestion/icon.js';

const purposes = ['search', 'partners', 'contact'] as const;

/**
 * What the families of this case allow now, one chip for each purpose. One relative's consent is enough, another's withdrawal ends only his
 * own; so a chip says "live" as soon as one is, and until when the last of them lasts.
 */
export function ConsentChips({ reportIds }: { reportIds: string[] }) {
  const { t } = useLanguage();
  return (
    <ul className="plain chips" aria-label={t('case.consents')}>
      {reportIds.map((id, index) => (
        <ChipsOfReport key={id} reportId={id} number={reportIds.length > 1 ? index + 1 : null} />
      ))}
    </ul>
  );
}

/** @param number tells the reports of several relatives apart; null where there is one */
function ChipsOfReport({ reportId, number }: { reportId: string; number: number | null }) {
  const { t } = useLanguage();
  const consents = useConsents(reportId);
  if (!consents.data) return null;
  const { items } = consents.data;
  return (
    <>
      {number !== null && <li className="chip-of">{t('case.report', { number })}:</li>}
      {purposes.map((purpose) => (
        <Chip key={purpose} purpose={purpose} answers={items} />
      ))}
    </>
  );
}

function Chip({ purpose, answers }: { purpose: (typeof purposes)[number]; answers: Consent[] }) {
  const { t, language } = useLanguage();
  const ofPurpose = answers.filter((answer) => answer.purpose === purpose);
  const live = ofPurpose.filter(({ standing }) => standing === 'live');
  const newest = [...ofPurpose].sort((one, other) => other.given_at.localeCompare(one.given_at))[0];
  const standing = live.length > 0 ? 'live' : (newest?.standing ?? 'none');
  const ends = live.every(({ expires_at }) => expires_at !== null)
    ? live
        .map(({ expires_at }) => expires_at ?? '')
        .sort()
        .at(-1)
    : null;
  return (
    <li className={`chip ${standing}`}>
      <Icon name={standing === 'live' ? 'tick' : 'cross'} />
      <span>
        {t(`consent_purpose.${purpose}`)}: {t(`consent_standing.${standing}`)}
        {ends && (
          <span className="muted"> {t('case.consent_until', { day: formatIsoDay(ends.slice(0, 10), language) })}</span>
        )}
      </span>
    </li>
  );
}
