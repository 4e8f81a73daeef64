import { setTimeout } from 'node:timers/promises';
import { statesUnderWay } from '../../imports/import-states.js';
import type { ImportView } from '../../imports/import-view.js';
import { Interrupted } from '../signals.js';
import { BrokenOff, type ImportDoor } from './door.js';

export interface Waiting {
  /** Is told how far it is, at most every two seconds. */
  say?: (text: string) => void;
  everyMs?: number;
  asked?: AbortSignal;
}

const lineEveryMs = 2_000;
/** Silence of the service that is put up with: it may be restarting. */
const patienceMs = 120_000;

/**
 * Looks until the import waits for a person or is over.
 * @throws Interrupted when the end is asked for; the import goes on by itself
 */
export async function untilItWaits(
  door: ImportDoor,
  first: ImportView,
  { say = () => {}, everyMs = 500, asked }: Waiting = {},
): Promise<ImportView> {
  let now = first;
  let lastLine = Date.now();
  let lastAnswer = Date.now();
  const startedAt = Date.now();
  while (statesUnderWay.includes(now.state)) {
    if (asked?.aborted) throw new Interrupted();
    await setTimeout(everyMs, undefined, { signal: asked }).catch(() => {});
    if (Date.now() - lastLine >= lineEveryMs) {
      say(progressLine(now, Date.now() - startedAt));
      lastLine = Date.now();
    }
    try {
      now = await door.view(first.id);
      lastAnswer = Date.now();
    } catch (error) {
      if (!(error instanceof BrokenOff) || Date.now() - lastAnswer > patienceMs) throw error;
    }
  }
  return now;
}

function progressLine({ state, progress }: ImportView, waitedMs: number): string {
  if (!progress || progress.total === 0)
    return `${state}${waitedMs > 10_000 && !progress?.done ? ' (is a worker running?)' : ''}`;
  const rate = progress.rate_per_second === null ? '' : `, ${Math.round(progress.rate_per_second)} a second`;
  const left = progress.seconds_left === null ? '' : `, about ${Math.ceil(progress.seconds_left)} s left`;
  return `${state}: ${progress.done} of ${progress.total} rows${rate}${left}`;
}
