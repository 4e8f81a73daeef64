import { Worker } from 'node:worker_threads';
import type { Found, Question } from './side-search.js';
import { type FromThread, SideSearches, type ToSearch } from './side-searches.js';

interface Waiting {
  resolve: (found: Found) => void;
  reject: (error: Error) => void;
}

/** A search had no answer. The code is all that is told of the reason. */
export class SearchFailed extends Error {
  constructor(readonly code: string) {
    super('A search failed');
  }
}

interface WhatThreadsTell {
  /** A thread ended by itself: what it was asked is refused, and it knows nothing any more. */
  onDeath: (error: Error) => void;
  /** A row could not be read, and why: nobody is found in it. Each thread tells of it. */
  onBroken: (code: string) => void;
}

interface Thread {
  worker: Worker;
  waiting: Map<number, Waiting>;
}

/**
 * Searches beside the main thread, which stays free for the queue. Every thread is told everything in the same order; a question goes to the one that has fewest.
 * Without threads the caller's own searches.
 */
export class SearchThreads {
  private threads: Thread[];
  private own: SideSearches | null;
  private asked = 0;

  constructor(count: number, told: WhatThreadsTell) {
    this.own = count === 0 ? new SideSearches(told.onBroken) : null;
    this.threads = Array.from({ length: count }, () => startThread(told));
  }

  tell(message: Exclude<ToSearch, { what: 'ask' }>): void {
    this.own?.take(message);
    for (const { worker } of this.threads) worker.postMessage(message);
  }

  /**
   * Searches what the threads were told before.
   * @throws SearchFailed also when a thread ended, or all were closed
   */
  async ask(question: Question): Promise<Found> {
    const number = ++this.asked;
    const message: ToSearch = { what: 'ask', number, question };
    if (this.own) return this.own.take(message)!.found;
    if (this.threads.length === 0) throw new SearchFailed('search.threads_closed');
    const thread = this.threads.reduce((a, b) => (b.waiting.size < a.waiting.size ? b : a));
    return new Promise((resolve, reject) => {
      thread.waiting.set(number, { resolve, reject });
      thread.worker.postMessage(message);
    });
  }

  async close(): Promise<void> {
    const ending = this.threads;
    this.threads = [];
    this.own = null;
    for (const { waiting } of ending) refuseAll(waiting, new SearchFailed('search.threads_closed'));
    await Promise.all(ending.map(({ worker }) => worker.removeAllListeners('exit').terminate()));
  }
}

function refuseAll(waiting: Map<number, Waiting>, error: Error): void {
  for (const { reject } of waiting.values()) reject(error);
  waiting.clear();
}

function startThread({ onDeath, onBroken }: WhatThreadsTell): Thread {
  const worker = new Worker(new URL('./search-thread.js', import.meta.url));
  const waiting = new Map<number, Waiting>();
  worker.on('message', (answer: FromThread) => {
    if (!('number' in answer)) return onBroken(answer.broken);
    const { number } = answer;
    if ('found' in answer) waiting.get(number)?.resolve(answer.found);
    else waiting.get(number)?.reject(new SearchFailed(answer.failed));
    waiting.delete(number);
  });
  const dead = (error: Error) => {
    refuseAll(waiting, error);
    onDeath(error);
  };
  worker.on('error', dead);
  worker.on('exit', () => dead(new Error('A search thread ended')));
  return { worker, waiting };
}
