import { useColleagues } from '../api/colleagues.js';
import { useLanguage } from '../language/language.js';

/** The name of a colleague by the id of the account; without one it was the service itself. */
export function PersonName({ id }: { id: string | null }) {
  const { t } = useLanguage();
  const { nameOf } = useColleagues();
  if (id === null) return <span className="muted">{t('timeline.machine')}</span>;
  return <bdi dir="auto">{nameOf(id) ?? t('case.former_colleague')}</bdi>;
}
