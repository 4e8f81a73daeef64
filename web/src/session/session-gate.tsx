import type { ReactNode } from 'react';
import { Redirect, useLocation, useSearch } from 'wouter';
import { useSession } from '../api/session.js';
import { Loading } from '../frame/loading.js';
import { ProblemNotice } from '../frame/problem-notice.js';

/** Shows its screens to people who are signed in; everybody else signs in first and comes back to the same address. */
export function SessionGate({ children }: { children: ReactNode }) {
  const session = useSession();
  const [location] = useLocation();
  const search = useSearch();
  if (session.isPending) return <Loading />;
  if (session.isError)
    return (
      <div className="page narrow">
        <ProblemNotice error={session.error} retry={() => void session.refetch()} />
      </div>
    );
  if (session.data) return children;
  const back = search ? `${location}?${search}` : location;
  return <Redirect to={back === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(back)}`} replace />;
}
