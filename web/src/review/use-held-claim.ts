import { useEffect, useRef } from 'react';
import { useClaim } from '../api/suggestions.js';

/** Well within the fifteen minutes after which the service lets others take it. */
const renewAfterMs = 4 * 60_000;

/**
 * Takes the pair on the screen, goes on with it while somebody works here, and lets it go on leaving: a pair that nobody looks at is anybody's.
 * @param wanted false for whoever only reads, and for what nobody decides about
 */
export function useHeldClaim(id: string, wanted: boolean): void {
  const claim = useClaim(id);
  const latest = useRef(claim);
  latest.current = claim;
  useEffect(() => {
    if (!wanted) return;
    let takenAt = Date.now();
    void latest.current.take();
    const onWork = () => {
      if (Date.now() - takenAt < renewAfterMs) return;
      takenAt = Date.now();
      void latest.current.take();
    };
    for (const kind of ['keydown', 'pointerdown'] as const) document.addEventListener(kind, onWork);
    return () => {
      for (const kind of ['keydown', 'pointerdown'] as const) document.removeEventListener(kind, onWork);
      void latest.current.letGo();
    };
  }, [wanted]);
}
