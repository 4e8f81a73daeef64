import { useSyncExternalStore } from 'react';
import type { DecisionAction } from '../api/types.js';

/** What was decided last, for as long as it can be undone. */
export interface LastDecision {
  suggestionId: string;
  action: DecisionAction;
  revision: number;
  until: number;
}

let last: LastDecision | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function set(next: LastDecision | null) {
  clearTimeout(timer);
  last = next;
  if (next) timer = setTimeout(() => set(null), Math.max(0, next.until - Date.now()));
  for (const listener of listeners) listener();
}

/** In memory only, and for the half minute that the service allows: it outlives the page of the pair, because the next one comes by itself. */
export const lastDecision = {
  remember: set,
  forget: () => set(null),
};

export const useLastDecision = (): LastDecision | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => last,
  );
