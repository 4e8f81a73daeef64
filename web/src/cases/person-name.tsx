import { useColleagues } from '../api/colleagues.js';
import type { StaffMember } from '../api/types.js';
import { useLanguage } from '../language/language.js';

/** The name of a colleague, given with it or looked up by the id of the account. Nobody where a machine or a family did it. */
export function PersonName({ who }: { who: StaffMember | string | null }) {
  const { t } = useLanguage();
  const { nameOf } = useColleagues();
  if (who === null) return null;
  const name = typeof who === 'string' ? nameOf(who) : who.name;
  return <bdi dir="auto">{name || t('case.former_colleague')}</bdi>;
}
