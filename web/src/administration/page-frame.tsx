import type { ReactNode } from 'react';
import { useArrival } from '../frame/use-arrival.js';

interface PageFrameProps {
  title: string;
  what: string;
  /** Stands beside the heading. */
  beside?: ReactNode;
  children: ReactNode;
}

/** One page of administration: its heading, what it is for, and what is on it. */
export function PageFrame({ title, what, beside, children }: PageFrameProps) {
  const heading = useArrival();
  return (
    <div className="page administration">
      <title>{`${title} - Athar`}</title>
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {beside}
      </div>
      <p className="hint">{what}</p>
      {children}
    </div>
  );
}
