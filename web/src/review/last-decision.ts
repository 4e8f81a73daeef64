import { useSyncExternalStore } from 'react';
import type { DecisionAction } from '../api/types.js';

/** What was decided, and until when it can be undone by one key. */
export interface LastDecision {
  suggestionId: string;
  action: DecisionAction;
  revision: number;
  until: number;
}

/** The same in the list of what was decided since the console was opened. */
export interface PastDecision extends LastDecision {
  /** Of the report, and of the detention record. */
  names: readonly [string, string];
  at: string;
}

const remembered = 20;

let last: LastDecision | null = null;
let past: readonly PastDecision[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function set(next: LastDecision | null) {
  clearTimeout(timer);
  last = next;
  if (next) timer = setTimeout(() => set(null), Math.max(0, next.until - Date.now()));
  for (const listener of listeners) listener();
}

/** In memory only, and the last one for the half minute that the service allows: it outlives the page of the pair, because the next one comes by itself. */
export const lastDecision = {
  remember: (decision: LastDecision, names: PastDecision['names']) => {
    const made: PastDecision = { ...decision, names, at: new Date().toISOString() };
    past = [made, ...past].slice(0, remembered);
    set(decision);
  },
  forget: () => {
    past = past.filter((one) => one.suggestionId !== last?.suggestionId || one.revision !== last.revision);
    set(null);
  },
};

/** Whose they are is over: the next one at this browser is somebody else. */
export function forgetDecisions() {
  past = [];
  set(null);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useLastDecision = (): LastDecision | null => useSyncExternalStore(subscribe, () => last);
/** The last twenty, newest first; what was undone is none. */
export const usePastDecisions = (): readonly PastDecision[] => useSyncExternalStore(subscribe, () => past);
