import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useSession, useSignOut } from '../api/session.js';
import { usePlaceKeys } from '../keyboard/use-place-keys.js';
import { useLanguage } from '../language/language.js';
import type { MessageKey } from '../language/messages.js';
import { roleLabel } from '../session/role-label.js';
import {
  administrationPages,
  handsInLists,
  judgesImports,
  opensPage,
  searchesNames,
  seesCases,
} from '../session/roles.js';
import { LanguageMenu } from './language-menu.js';

/** What stands around every screen: skip link, product name, places to go, language, who is signed in. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useLanguage();
  return (
    <>
      <a className="skip" href="#main">
        {t('frame.skip')}
      </a>
      <header className="frame">
        <span className="product">
          <bdi lang="en">Athar</bdi> <bdi lang="ar">{t('frame.product_arabic')}</bdi>
        </span>
        <Places />
        <LanguageMenu />
        <WhoAmI />
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

function Places() {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const [location] = useLocation();
  usePlaceKeys(session?.role);
  if (!session) return null;
  const places: { to: string; says: MessageKey }[] = [];
  if (seesCases(session.role)) {
    places.push({ to: '/suggestions', says: 'queue.title' });
    places.push({ to: '/cases', says: 'cases.title' });
  }
  if (searchesNames(session.role)) places.push({ to: '/search', says: 'search.title' });
  if (handsInLists(session.role)) places.push({ to: '/imports', says: 'imports.title' });
  if (judgesImports(session.role)) places.push({ to: '/imports/held', says: 'held.title' });
  for (const page of administrationPages)
    if (opensPage(session.role, page)) places.push({ to: `/administration/${page}`, says: `places.${page}` });
  if (places.length === 0) places.push({ to: '/', says: 'start.title' });
  return (
    <nav aria-label={t('frame.places')}>
      {places.map(({ to, says }) => (
        <Link key={to} href={to} aria-current={stands(location, to)}>
          {t(says)}
        </Link>
      ))}
    </nav>
  );
}

/** `page` for the place itself; a page below it stands in it. Held imports have a place of their own. */
const stands = (location: string, to: string): 'page' | 'true' | undefined =>
  location === to ? 'page' : to !== '/' && to !== '/imports' && location.startsWith(`${to}/`) ? 'true' : undefined;

function WhoAmI() {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const signOut = useSignOut();
  const [location, navigate] = useLocation();
  if (!session) return null;
  // Leaving on purpose forgets the place; only a session that ended by itself comes back to where it was.
  const leave = () => signOut.mutate(undefined, { onSuccess: () => navigate('/sign-in', { replace: true }) });
  return (
    <div className="who">
      <span>
        <bdi dir="auto">{session.display_name}</bdi> <span className="muted">{roleLabel(session.role, t)}</span>
      </span>
      <Link href="/account" aria-current={location === '/account' ? 'page' : undefined}>
        {t('account.title')}
      </Link>
      <button type="button" className="quiet" onClick={leave}>
        {t('session.sign_out')}
      </button>
      {signOut.isError && (
        <span role="alert" className="error-text">
          {t('session.sign_out_failed')}
        </span>
      )}
    </div>
  );
}
