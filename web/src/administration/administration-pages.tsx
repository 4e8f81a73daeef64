import { type ComponentType, lazy, type ReactNode } from 'react';
import { useSession } from '../api/session.js';
import { NotFound } from '../frame/not-found.js';
import { Words } from '../language/words.js';
import { useFreshGate, type WhenFresh } from '../session/fresh-proof.js';
import { type AdministrationPage, administrationPages, opensPage } from '../session/roles.js';
import '../session/sign-in.css';
import './administration.css';

export interface PageProps {
  /** Most changes here want a proof of identity that is at most five minutes old. */
  whenFresh: WhenFresh;
}

const pages: Record<AdministrationPage, ComponentType<PageProps>> = {
  users: lazy(() => import('./users/users-page.js')),
  organisations: lazy(() => import('./organisations/organisations-page.js')),
  keys: lazy(() => import('./keys/keys-page.js')),
  webhooks: lazy(() => import('./webhooks/webhooks-page.js')),
  model: lazy(() => import('./model/model-page.js')),
  figures: lazy(() => import('./figures/figures-page.js')),
  audit: lazy(() => import('./audit/audit-page.js')),
};

/** The pages of administration and oversight; one that is not for this role reads as if there were none. */
export default function AdministrationPages({ page }: { page: string }): ReactNode {
  const { data: session } = useSession();
  const { whenFresh, dialog } = useFreshGate(undefined);
  const known = administrationPages.find((one) => one === page);
  if (!known || !session || !opensPage(session.role, known)) return <NotFound />;
  const Page = pages[known];
  return (
    <Words part="administration">
      <Page whenFresh={whenFresh} />
      {dialog}
    </Words>
  );
}
