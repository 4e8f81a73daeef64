import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { createQueryClient } from './api/query-client.js';
import { ErrorBoundary } from './frame/error-boundary.js';
import { Frame } from './frame/frame.js';
import { Loading } from './frame/loading.js';
import { NotFound } from './frame/not-found.js';
import type { LoadedLanguage } from './language/language.js';
import { LanguageProvider } from './language/language-provider.js';
import { SessionGate } from './session/session-gate.js';
import { SignInPage } from './session/sign-in-page.js';

const QueuePage = lazy(() => import('./queue/queue-page.js'));
const ReviewPage = lazy(() => import('./review/review-page.js'));

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
                  <Route>
                    <SessionGate>
                      <Switch>
                        <Route path="/">
                          <Redirect to="/suggestions" replace />
                        </Route>
                        <Route path="/suggestions">
                          <QueuePage />
                        </Route>
                        <Route path="/suggestions/:id">{({ id }) => <ReviewPage key={id} id={id} />}</Route>
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
