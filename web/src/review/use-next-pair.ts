import { useEffect, useState } from 'react';
import { useTakeNext } from '../api/suggestions.js';
import type { SuggestionFilters } from '../api/types.js';

/** Pairs that were on the screen since the console was opened and are not to come again by themselves. In memory only. */
const passed: string[] = [];
const remembered = 40;

/** The pair that comes after this one: taken and read while somebody still looks at this one. Null: nothing waits; undefined: not known yet. */
export function useNextPair(id: string, filters: SuggestionFilters, wanted: boolean): string | null | undefined {
  const takeNext = useTakeNext();
  const [next, setNext] = useState<string | null | undefined>(undefined);
  const { band } = filters;
  useEffect(() => {
    if (!wanted) return;
    let here = true;
    if (!passed.includes(id)) passed.push(id);
    passed.splice(0, Math.max(0, passed.length - remembered));
    takeNext({ except: passed, ...(band && { band }) }).then(
      (found) => {
        if (here) setNext(found);
      },
      () => {
        if (here) setNext(null);
      },
    );
    return () => {
      here = false;
    };
  }, [id, band, wanted, takeNext]);
  return next;
}

/** What was undone is looked at again. */
export function comesAgain(id: string): void {
  const at = passed.indexOf(id);
  if (at !== -1) passed.splice(at, 1);
}
