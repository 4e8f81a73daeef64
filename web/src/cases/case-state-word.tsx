import type { CaseState } from '../api/types.js';
import { useLanguage } from '../language/language.js';
import { Icon, type IconName } from '../suggestion/icon.js';

const icons: Record<CaseState, IconName> = {
  draft: 'ring',
  submitted: 'up',
  intake_check: 'clock',
  open: 'ring',
  closed: 'tick',
  paused_by_family: 'pause',
  safety_hold: 'warning',
  withdrawn: 'cross',
  expired: 'dash',
};

export function CaseStateWord({ state }: { state: CaseState }) {
  const { t } = useLanguage();
  return (
    <span className={`state ${state}`}>
      <Icon name={icons[state]} />
      {t(`case_state.${state}`)}
    </span>
  );
}
