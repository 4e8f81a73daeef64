import { parentPort, workerData } from 'node:worker_threads';
import { PartHere, type PartSettings } from './linkage-part.js';
import type { PartAnswer, PartQuestion } from './part-messages.js';

/** Runs in a thread of its own: answers for one part of the records, one question after the other. */
const part = new PartHere(workerData as PartSettings);
let before: Promise<void> = Promise.resolve();

parentPort!.on('message', (question: PartQuestion) => {
  before = before.then(async () => {
    parentPort!.postMessage(await answerTo(question));
  });
});

async function answerTo({ id, ask, with: given }: PartQuestion): Promise<PartAnswer> {
  try {
    const method = part[ask] as (...args: unknown[]) => Promise<unknown>;
    return { id, answer: await method.apply(part, given) };
  } catch (failed) {
    return { id, failed };
  }
}
