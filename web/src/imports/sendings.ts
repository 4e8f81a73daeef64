import { useSyncExternalStore } from 'react';
import { ApiProblem } from '../api/problem.js';
import { type Sent, sendFile } from '../api/send-file.js';

export interface FileOnItsWay extends Sent {
  file: File;
  startedAt: number;
  /** What the service had when this began: the rate is that of what was sent since. */
  from: number | null;
  error: ApiProblem | null;
  finished: boolean;
}

/** Files that are being sent, by import. They go on while other pages of the console are looked at; in memory only. */
const sendings = new Map<string, FileOnItsWay & { stop: AbortController }>();
const listeners = new Set<() => void>();

function change(id: string, changes: Partial<FileOnItsWay>) {
  const sending = sendings.get(id);
  if (!sending) return;
  sendings.set(id, { ...sending, ...changes });
  for (const listener of listeners) listener();
}

export function beginSending(id: string, file: File, language: string) {
  sendings.get(id)?.stop.abort();
  const stop = new AbortController();
  sendings.set(id, {
    file,
    stop,
    startedAt: Date.now(),
    from: null,
    bytes: 0,
    waiting: false,
    error: null,
    finished: false,
  });
  change(id, {});
  const mine = () => sendings.get(id)?.stop === stop;
  sendFile({
    id,
    file,
    language,
    signal: stop.signal,
    onSent: (sent) => {
      if (mine()) change(id, { ...sent, from: sendings.get(id)?.from ?? (sent.waiting ? null : sent.bytes) });
    },
  }).then(
    () => mine() && change(id, { finished: true, waiting: false }),
    (error) => {
      if (!mine() || stop.signal.aborted) return;
      const problem = error instanceof ApiProblem ? error : new ApiProblem(0, 'file.unreadable', '', [], null);
      change(id, { error: problem, waiting: false });
    },
  );
}

export function stopSending(id: string) {
  sendings.get(id)?.stop.abort();
  sendings.delete(id);
  for (const listener of listeners) listener();
}

export function useFileOnItsWay(id: string): FileOnItsWay | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => sendings.get(id) ?? null,
  );
}
