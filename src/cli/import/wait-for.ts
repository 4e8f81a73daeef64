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
  const speed = new Speed();
  while (statesUnderWay.includes(now.state)) {
    if (asked?.aborted) throw new Interrupted();
    await setTimeout(everyMs, undefined, { signal: asked }).catch(() => {});
    if (Date.now() - lastLine >= lineEveryMs) {
      say(speed.line(now));
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

/** How fast a stage goes, by what was seen of it since it was first looked at. */
class Speed {
  private state = '';
  private since = 0;
  private doneThen = 0;

  line({ state, progress }: ImportView): string {
    const done = progress?.done ?? 0;
    if (state !== this.state) {
      this.state = state;
      this.since = Date.now();
      this.doneThen = done;
    }
    const seconds = (Date.now() - this.since) / 1000;
    if (!progress || (done === 0 && progress.total === null))
      return `${state}${seconds > 10 ? ' (is a worker running?)' : ''}`;
    const { total } = progress;
    const rate = progress.rate_per_second ?? (seconds > 1 ? (done - this.doneThen) / seconds : 0);
    const left = progress.seconds_left ?? (rate > 0 && total !== null ? Math.ceil((total - done) / rate) : null);
    return [
      `${state}: ${done}${total === null ? '' : ` of ${total}`} rows`,
      ...(rate > 0 ? [`${Math.round(rate)} a second`] : []),
      ...(left === null || left < 0 ? [] : [`about ${left} s left`]),
      ...(done === 0 && seconds > 10 ? ['is a worker running?'] : []),
    ].join(', ');
  }
}
