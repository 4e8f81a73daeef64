import { lazy, Suspense, useState } from 'react';
import { useKeys } from '../keyboard/use-keys.js';

const LastDecisions = lazy(() => import('./last-decisions.js'));

/** H shows what one decided last; nothing of it is loaded before. */
export function LastDecisionsKey() {
  const [shown, setShown] = useState(false);
  const show = () => setShown(true);
  useKeys({ KeyH: show });
  if (!shown) return null;
  return (
    <Suspense fallback={null}>
      <LastDecisions onClose={() => setShown(false)} />
    </Suspense>
  );
}
