// Makes slices of the population in a thread of its own, one after the other as they are asked for.
import { parentPort } from 'node:worker_threads';
import { makeCompiled, makeFeatures } from './population-slice.mjs';

parentPort.on('message', ({ slice, features, compiled }) => {
  const began = process.cpuUsage();
  makeFeatures(features, slice);
  if (compiled) makeCompiled(features, compiled);
  const { user, system } = process.cpuUsage(began);
  parentPort.postMessage({ microseconds: user + system });
});
