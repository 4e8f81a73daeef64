import { useQueryClient } from '@tanstack/react-query';
import { Activity, lazy, type ReactNode, Suspense, useRef } from 'react';
import { Redirect, useLocation, useSearch } from 'wouter';
import { sessionEndKey } from '../api/query-client.js';
import { useSession } from '../api/session.js';
import { Loading } from '../frame/loading.js';
import { ProblemNotice } from '../frame/problem-notice.js';
import { SessionEnding } from './session-ending.js';

const SignInPage = lazy(() => import('./sign-in-page.js'));

/**
 * Shows its screens to people who are signed in; everybody else signs in first and comes back to the same address. A screen whose session ended by itself is put
 * out of sight and keeps what is written in it: whoever worked there signs in and goes on, anybody else finds it empty.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const session = useSession();
  const client = useQueryClient();
  const [location] = useLocation();
  const search = useSearch();
  const keeper = useRef<string | null>(null);
  if (session.isPending) return <Loading />;
  if (session.isError)
    return (
      <div className="page narrow">
        <ProblemNotice error={session.error} retry={() => void session.refetch()} />
      </div>
    );
  if (session.data) keeper.current = session.data.account_id;
  const ended = !session.data && keeper.current !== null && client.getQueryData(sessionEndKey) !== undefined;
  if (session.data || ended)
    return (
      <>
        <Activity key={keeper.current} mode={ended ? 'hidden' : 'visible'}>
          {children}
        </Activity>
        {ended ? (
          <Suspense fallback={<Loading />}>
            <SignInPage inPlace />
          </Suspense>
        ) : (
          <SessionEnding />
        )}
      </>
    );
  const back = search ? `${location}?${search}` : location;
  return <Redirect to={back === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(back)}`} replace />;
}
