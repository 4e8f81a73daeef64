import { Worker } from 'node:worker_threads';
import type { ModelFile } from '../matching/index.js';
import type { AskedPair, Found, Part, PartSettings, ReadRows, Rows } from './linkage-part.js';
import type { PartAnswer, PartQuestion } from './part-messages.js';

/** A part of the records in a thread of its own (linkage-thread.ts). */
export class PartInThread implements Part {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, { resolve: (answer: never) => void; reject: (reason: unknown) => void }>();
  private asked = 0;
  private gaveUp: { reason: unknown } | null = null;

  constructor(settings: PartSettings) {
    this.worker = new Worker(new URL('./linkage-thread.js', import.meta.url), { workerData: settings });
    this.worker.on('message', (message: PartAnswer) => {
      const waiting = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      if ('failed' in message) waiting?.reject(message.failed);
      else waiting?.resolve(message.answer as never);
    });
    this.worker.on('error', (error) => this.giveUp(error));
    this.worker.on('exit', () => this.giveUp(new Error('A thread ended before its work was done.')));
  }

  add(rows: Rows, first: number): Promise<ReadRows> {
    return this.ask('add', [rows, first]);
  }

  seal(file: ModelFile, records: number, expected: number): Promise<void> {
    return this.ask('seal', [file, records, expected]);
  }

  search(reports: Rows, most: number): Promise<Found> {
    return this.ask('search', [reports, most]);
  }

  explain(pairs: AskedPair[]): Promise<string[]> {
    return this.ask('explain', [pairs]);
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private ask<Name extends keyof Part>(ask: Name, given: Parameters<Part[Name]>): ReturnType<Part[Name]> {
    const id = this.asked++;
    return new Promise((resolve, reject) => {
      if (this.gaveUp) return reject(this.gaveUp.reason);
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, ask, with: given } as PartQuestion);
    }) as ReturnType<Part[Name]>;
  }

  private giveUp(reason: unknown): void {
    this.gaveUp ??= { reason };
    for (const { reject } of this.waiting.values()) reject(reason);
    this.waiting.clear();
  }
}
