import { Worker } from 'node:worker_threads';
import type { Found, Question } from './side-search.js';
import { type FromSearch, SideSearches, type ToSearch } from './side-searches.js';

interface Waiting {
  resolve: (found: Found) => void;
  reject: (error: Error) => void;
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
  private readonly own: SideSearches | null;
  private asked = 0;

  /** @param onDeath a thread ended by itself: what it was asked is refused, and it knows nothing any more */
  constructor(count: number, onDeath: (error: Error) => void) {
    this.own = count === 0 ? new SideSearches() : null;
    this.threads = Array.from({ length: count }, () => startThread(onDeath));
  }

  tell(message: Exclude<ToSearch, { what: 'ask' }>): void {
    this.own?.take(message);
    for (const { worker } of this.threads) worker.postMessage(message);
  }

  /** Searches what the threads were told before. */
  async ask(question: Question): Promise<Found> {
    const number = ++this.asked;
    const message: ToSearch = { what: 'ask', number, question };
    if (this.own) return this.own.take(message)!.found;
    const thread = this.threads.reduce((a, b) => (b.waiting.size < a.waiting.size ? b : a));
    return new Promise((resolve, reject) => {
      thread.waiting.set(number, { resolve, reject });
      thread.worker.postMessage(message);
    });
  }

  async close(): Promise<void> {
    const ending = this.threads;
    this.threads = [];
    await Promise.all(ending.map(({ worker }) => worker.removeAllListeners('exit').terminate()));
  }
}

function startThread(onDeath: (error: Error) => void): Thread {
  const worker = new Worker(new URL('./search-thread.js', import.meta.url));
  const waiting = new Map<number, Waiting>();
  worker.on('message', ({ number, found }: FromSearch) => {
    waiting.get(number)?.resolve(found);
    waiting.delete(number);
  });
  const dead = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    onDeath(error);
  };
  worker.on('error', dead);
  worker.on('exit', () => dead(new Error('A search thread ended')));
  return { worker, waiting };
}
