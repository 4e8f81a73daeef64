import type { SuggestionState } from '../api/types.js';
import { useLanguage } from '../language/language.js';
import { Icon, type IconName } from './icon.js';

const icons: Record<SuggestionState, IconName> = {
  suggested: 'ring',
  resurfaced: 'up',
  needs_info: 'pause',
  proposed: 'clock',
  returned: 'back',
  confirmed: 'tick',
  rejected: 'cross',
  revoked: 'back',
  stale: 'dash',
  suppressed: 'cross',
};

export function StateWord({ state }: { state: SuggestionState }) {
  const { t } = useLanguage();
  return (
    <span className={`state ${state}`}>
      <Icon name={icons[state] ?? 'ring'} mirrored={state === 'returned' || state === 'revoked'} />
      {icons[state] ? t(`state.${state}`) : state}
    </span>
  );
}
