import { parentPort } from 'node:worker_threads';
import { errorCodeOf } from '../errors.js';
import { type FromThread, SideSearches, type ToSearch } from './side-searches.js';

const tell = (answer: FromThread) => parentPort!.postMessage(answer);

/**
 * One search thread: does what it is told in the order in which it is told, and answers questions by their number. One that cannot be answered says why, so
 * that it does not end the thread and all other questions.
 */
const searches = new SideSearches((broken) => tell({ broken }));
parentPort!.on('message', (message: ToSearch) => {
  try {
    const answer = searches.take(message);
    if (answer) tell(answer);
  } catch (error) {
    if (message.what !== 'ask') throw error;
    tell({ number: message.number, failed: errorCodeOf(error) });
  }
});
