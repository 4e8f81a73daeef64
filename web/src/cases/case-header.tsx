import type { CaseView } from '../api/types.js';
import { useArrival } from '../frame/use-arrival.js';
import { useLanguage } from '../language/language.js';
import type { MessageKey } from '../language/messages.js';
import { Icon, type IconName } from '../suggestion/icon.js';
import { CaseStateWord } from './case-state-word.js';
import { ConsentChips } from './consent-chips.js';
import { PersonName } from './person-name.js';

/** Which case it is, where it stands, what stops it, what the family allows, and whose it is. No name stands in it. */
export function CaseHeader({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  const heading = useArrival();
  return (
    <header className="case-head">
      <h1 ref={heading} tabIndex={-1}>
        {t('case.title')} <bdi dir="ltr">{view.locator}</bdi>
      </h1>
      <CaseStateWord state={view.state} />
      {view.closing_reason && <span>{t(`closing_reason.${view.closing_reason}`)}</span>}
      <span className="muted">
        {view.assigned_to ? (
          <>
            {t('case.assigned')} <PersonName who={view.assigned_to} />
          </>
        ) : (
          t('case.assigned_to_nobody')
        )}
      </span>
      <ConsentChips reportIds={view.reports.map(({ report_id }) => report_id)} />
      <Warnings view={view} />
    </header>
  );
}

/** Stays in sight, whatever part is open: what must not be overlooked, each with a drawing and words. */
function Warnings({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  const warnings: [IconName, MessageKey][] = [];
  if (view.state === 'safety_hold') warnings.push(['warning', 'case.held']);
  if (view.contacts_hidden) warnings.push(['warning', 'case.contacts_hidden']);
  if (view.intake_flag) warnings.push(['warning', 'case.intake_flag']);
  if (view.frozen) warnings.push(['warning', 'case.contested']);
  if (view.state === 'paused_by_family') warnings.push(['pause', 'case.paused']);
  if (view.linked_to !== null) warnings.push(['dash', 'case.empty_case']);
  if (warnings.length === 0) return null;
  return (
    <ul className="plain case-warnings">
      {warnings.map(([icon, says]) => (
        <li key={says}>
          <Icon name={icon} /> {t(says)}
        </li>
      ))}
    </ul>
  );
}
