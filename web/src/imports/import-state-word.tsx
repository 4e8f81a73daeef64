import { useLanguage } from '../language/language.js';
import { Icon, type IconName } from '../suggestion/icon.js';
import type { ImportState } from './types.js';

const icons: Record<ImportState, IconName> = {
  receiving: 'up',
  inspecting: 'clock',
  mapping: 'ring',
  checking: 'clock',
  checked: 'ring',
  held_back: 'pause',
  queued: 'clock',
  running: 'clock',
  done: 'tick',
  cancelled: 'dash',
  failed: 'cross',
  reverting: 'clock',
  reverted: 'back',
};

/** Where an import stands. A ring says that somebody has to do something. */
export function ImportStateWord({ state }: { state: ImportState }) {
  const { t } = useLanguage();
  return (
    <span className="state">
      <Icon name={icons[state] ?? 'ring'} mirrored={state === 'reverted'} />
      {icons[state] ? t(`import_state.${state}`) : state}
    </span>
  );
}
