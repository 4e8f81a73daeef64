import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { createQueryClient } from './api/query-client.js';
import { useSession } from './api/session.js';
import { ErrorBoundary } from './frame/error-boundary.js';
import { Frame } from './frame/frame.js';
import { Loading } from './frame/loading.js';
import { NotFound } from './frame/not-found.js';
import type { LoadedLanguage } from './language/language.js';
import { LanguageProvider } from './language/language-provider.js';
import { Words } from './language/words.js';
import { handsInLists, seesCases } from './session/roles.js';
import { SessionGate } from './session/session-gate.js';

const QueuePage = lazy(() => import('./queue/queue-page.js'));
const ReviewPage = lazy(() => import('./review/review-page.js'));
const CasesPage = lazy(() => import('./cases/cases-page.js'));
const CasePage = lazy(() => import('./cases/case-page.js'));
const SearchPage = lazy(() => import('./search/search-page.js'));
const SignInPage = lazy(() => import('./session/sign-in-page.js'));
const InvitationPage = lazy(() => import('./session/invitation-page.js'));
const AccountPage = lazy(() => import('./account/account-page.js'));
const ImportsPage = lazy(() => import('./imports/start/imports-page.js'));
const NewImportPage = lazy(() => import('./imports/new/new-import-page.js'));
const ImportPage = lazy(() => import('./imports/import-page.js'));
const RowsPage = lazy(() => import('./imports/check/rows-page.js'));
const GonePage = lazy(() => import('./imports/check/gone-page.js'));
const HeldPage = lazy(() => import('./imports/held/held-page.js'));
const AdministrationPages = lazy(() => import('./administration/administration-pages.js'));
const StartPage = lazy(() => import('./session/start-page.js'));

/** Every address of the console, below /console. */
export function App({ initial }: { initial: LoadedLanguage }) {
  const [client] = useState(createQueryClient);
  return (
    <LanguageProvider initial={initial}>
      <QueryClientProvider client={client}>
        <Router base="/console">
          <Frame>
            <ErrorBoundary>
              <Suspense fallback={<Loading />}>
                <Switch>
                  <Route path="/sign-in">
                    <SignInPage />
                  </Route>
                  <Route path="/invitation">
                    <InvitationPage />
                  </Route>
                  <Route>
                    <SessionGate>
                      <Switch>
                        <Route path="/">
                          <Start />
                        </Route>
                        <Route path="/account">
                          <AccountPage />
                        </Route>
                        <Route path="/suggestions">
                          <QueuePage />
                        </Route>
                        <Route path="/suggestions/:id">{({ id }) => <ReviewPage key={id} id={id} />}</Route>
                        <Route path="/cases">
                          <CasesPage />
                        </Route>
                        <Route path="/cases/:id/:part?">
                          {({ id, part }) => <CasePage key={id} id={id} {...(part && { part })} />}
                        </Route>
                        <Route path="/search">
                          <SearchPage />
                        </Route>
                        <Route path="/imports">
                          <Words part="imports">
                            <ImportsPage />
                          </Words>
                        </Route>
                        <Route path="/imports/held">
                          <Words part="imports">
                            <HeldPage />
                          </Words>
                        </Route>
                        <Route path="/imports/new">
                          <Words part="imports">
                            <NewImportPage />
                          </Words>
                        </Route>
                        <Route path="/imports/:id/rows">
                          {({ id }) => (
                            <Words part="imports">
                              <RowsPage key={id} id={id} />
                            </Words>
                          )}
                        </Route>
                        <Route path="/imports/:id/gone">
                          {({ id }) => (
                            <Words part="imports">
                              <GonePage key={id} id={id} />
                            </Words>
                          )}
                        </Route>
                        <Route path="/imports/:id/:step?">
                          {({ id, step }) => (
                            <Words part="imports">
                              <ImportPage key={id} id={id} {...(step && { step })} />
                            </Words>
                          )}
                        </Route>
                        <Route path="/administration/:page">
                          {({ page }) => <AdministrationPages key={page} page={page} />}
                        </Route>
                        <Route>
                          <NotFound />
                        </Route>
                      </Switch>
                    </SessionGate>
                  </Route>
                </Switch>
              </Suspense>
            </ErrorBoundary>
          </Frame>
        </Router>
      </QueryClientProvider>
    </LanguageProvider>
  );
}

/** Case staff start at their queue, who hands in lists at those. */
function Start() {
  const { data: session } = useSession();
  if (session && seesCases(session.role)) return <Redirect to="/suggestions" replace />;
  return session && handsInLists(session.role) ? <Redirect to="/imports" replace /> : <StartPage />;
}
