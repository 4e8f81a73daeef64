import { Link } from 'wouter';
import { useSession } from '../api/session.js';
import type { Role } from '../api/types.js';
import { useArrival } from '../frame/use-arrival.js';
import { useLanguage } from '../language/language.js';
import type { MessageKey } from '../language/messages.js';
import { roleLabel } from './role-label.js';
import { administrationPages, opensPage } from './roles.js';

const canDo: Partial<Record<Role, MessageKey>> = {
  auditor: 'start.auditor',
  organisation_admin: 'start.organisation_admin',
  system_admin: 'start.system_admin',
};

/** For roles that see no cases: what they can do here today, instead of a queue that would stay empty. */
export default function StartPage() {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const heading = useArrival();
  if (!session) return null;
  const words = canDo[session.role];
  const pages = administrationPages.filter((page) => opensPage(session.role, page));
  return (
    <div className="page narrow">
      <title>{`${t('start.title')} - Athar`}</title>
      <h1 ref={heading} tabIndex={-1}>
        {t('start.title')}
      </h1>
      <p>
        <bdi dir="auto">{session.display_name}</bdi> <span className="muted">{roleLabel(session.role, t)}</span>
      </p>
      {words && <p>{t(words)}</p>}
      <p>{t('start.no_cases')}</p>
      {pages.length > 0 && (
        <ul className="plain">
          {pages.map((page) => (
            <li key={page}>
              <Link href={`/administration/${page}`}>{t(`places.${page}`)}</Link>
            </li>
          ))}
        </ul>
      )}
      <p>
        <Link href="/account">{t('account.title')}</Link>
      </p>
    </div>
  );
}
