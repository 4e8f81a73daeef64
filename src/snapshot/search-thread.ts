import { parentPort } from 'node:worker_threads';
import { SideSearches, type ToSearch } from './side-searches.js';

/** One search thread: does what it is told in the order in which it is told, and answers questions by their number. */
const searches = new SideSearches();
parentPort!.on('message', (message: ToSearch) => {
  const answer = searches.take(message);
  if (answer) parentPort!.postMessage(answer);
});
