import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { importKey, isWorking, useImport } from '../api/imports.js';
import { followProgress } from '../api/progress-stream.js';
import { useLanguage } from '../language/language.js';
import type { Progress } from './types.js';

/** An import, and how far the service is with it: told as it happens, or asked for every few seconds where that does not get through. */
export function useFollowedImport(id: string) {
  const { language } = useLanguage();
  const client = useQueryClient();
  const [live, setLive] = useState<Progress | null>(null);
  const query = useImport(id, live === null);
  const state = query.data?.state;
  const follows = state !== undefined && isWorking(state);

  useEffect(() => {
    if (!follows) return;
    const stop = new AbortController();
    let seen: string | undefined;
    const readAgain = () => client.invalidateQueries({ queryKey: importKey(id) });
    followProgress(id, language, stop.signal, (progress) => {
      setLive(progress);
      if (seen !== undefined && seen !== progress.state) void readAgain();
      seen = progress.state;
    })
      // Asking every few seconds goes on, and tells what is wrong if something is.
      .catch(() => undefined)
      .finally(() => {
        if (stop.signal.aborted) return;
        setLive(null);
        void readAgain();
      });
    return () => {
      stop.abort();
      setLive(null);
    };
  }, [id, follows, language, client]);

  return { ...query, progress: live?.state === state ? live : (query.data?.progress ?? null) };
}
