// Makes slices of the population in a thread of its own, one after the other as they are asked for.
import { parentPort } from 'node:worker_threads';
import { makeFiledReports } from './filed-reports.mjs';
import { makeCompiled, makeFeatures } from './population-slice.mjs';

parentPort.on('message', ({ slice, features, compiled, filed }) => {
  if (filed) makeFiledReports(filed, slice);
  else {
    makeFeatures(features, slice);
    makeCompiled(features, compiled);
  }
  parentPort.postMessage('made');
});
