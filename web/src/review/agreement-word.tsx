import type { Agreement } from '../api/types.js';
import { Icon, type IconName } from '../suggestion/icon.js';

const icons: Record<Agreement, IconName> = {
  same: 'tick',
  same_other_script: 'twoScripts',
  partly: 'almost',
  conflict: 'cross',
  not_recorded: 'dash',
};

/** How two values stand to each other: a drawing, a word, and a line style. Blank is "not recorded", never a conflict. */
export function AgreementWord({ agreement, label }: { agreement: Agreement; label: string }) {
  return (
    <span className={`agreement ${agreement}`}>
      <Icon name={icons[agreement] ?? 'dash'} />
      {label}
    </span>
  );
}
