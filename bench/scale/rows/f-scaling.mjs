// Row f: what a second core brings. Two search threads of one worker on one snapshot, and two worker processes, each with its own, over one queue.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue, QueueEvents } from 'bullmq';
import { Redis } from 'ioredis';
import { startQueueServer } from '../../../dist/embedded/queue-server.js';
import { ownCpu } from '../clocks.mjs';
import { attemptRows, median } from '../figures.mjs';
import { keepSnapshot, searchesOf, snapshotOf } from '../service/snapshot-of.mjs';

export const title = 'What a second core brings';

/** Questions on the way at once: enough that no thread waits for the next. */
const atOnce = 16;
const reportsOfChunk = 50;
const rounds = 3;
/** What two threads, or two processes, reach at least on two cores. */
const goals = [{ of: 'times', limit: 1.7, unit: 'times one', atLeast: true }];

/** Questions before anything is timed, so that each search has met the names that families write. */
const warmUp = 100;

export async function measure(context) {
  const data = snapshotOf(context.engine().arrays);
  const { reports, options } = context;
  const many = reports.slice(0, options.asked * 10);
  // Exact searches take longer: some reports say as much.
  const some = reports.slice(0, options.asked);
  return [
    ...(await attemptRows('search threads, indexed', () => threadRows('indexed', many, data))),
    ...(await attemptRows('search threads, exact', () => threadRows('exact', some, data))),
    ...(await attemptRows('worker processes', () => processRows(context.population, many, data))),
  ];
}

async function threadRows(how, reports, data) {
  const rates = {};
  const cpu = {};
  for (const threads of [1, 2]) {
    const { ask, close } = searchesOf(data, threads);
    try {
      // Whichever thread is free is asked: each meets about so many.
      await askAll(reports.slice(0, warmUp * threads), how, ask);
      const measured = [];
      const from = ownCpu();
      for (let round = 0; round < rounds; round++) {
        const began = performance.now();
        await askAll(reports, how, ask);
        measured.push((reports.length / (performance.now() - began)) * 1000);
      }
      rates[threads] = median(measured);
      cpu[threads] = (ownCpu() - from) / rounds / reports.length;
    } finally {
      await close();
    }
  }
  return compared(`search thread, ${how}`, rates, 'one snapshot', cpu);
}

async function askAll(reports, how, ask) {
  const left = reports.values();
  const askNext = async () => {
    for (const report of left) await ask(report, how);
  };
  await Promise.all(Array.from({ length: atOnce }, askNext));
}

async function processRows(population, reports, data) {
  const directory = mkdtempSync(join(tmpdir(), 'athar-bench-queue-'));
  const file = join(directory, 'snapshot');
  await keepSnapshot(file, data);
  const server = await startQueueServer({ dataDirectory: directory });
  try {
    const rates = {};
    for (const processes of [1, 2])
      rates[processes] = await overQueue(server.url, processes, { population, reports, file });
    return compared('worker process, indexed', rates, 'a snapshot each, one queue');
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function overQueue(redisUrl, processes, { population, reports, file }) {
  const name = `bench-${processes}`;
  const children = Array.from({ length: processes }, () =>
    fork(new URL('../service/search-process.mjs', import.meta.url)),
  );
  const connections = [0, 1].map(() => new Redis(redisUrl, { maxRetriesPerRequest: null }));
  const queue = new Queue(name, { connection: connections[0] });
  const events = new QueueEvents(name, { connection: connections[1] });
  try {
    for (const child of children) {
      child.send({ population, file, redisUrl, queue: name, warmUp });
      const [word] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
      if (word !== 'ready') throw new Error('A search process ended before it was ready.');
    }
    await events.waitUntilReady();
    const measured = [];
    for (let round = 0; round < rounds; round++) {
      const chunks = [];
      for (let from = 0; from < reports.length; from += reportsOfChunk)
        chunks.push({ name: 'chunk', data: { from, to: from + reportsOfChunk } });
      const began = performance.now();
      const jobs = await queue.addBulk(chunks);
      await Promise.all(jobs.map((job) => job.waitUntilFinished(events)));
      measured.push((reports.length / (performance.now() - began)) * 1000);
    }
    return median(measured);
  } finally {
    await events.close();
    await queue.close();
    for (const child of children) child.kill();
    for (const connection of connections) connection.disconnect();
  }
}

function compared(what, rates, how, cpu) {
  const note = (count) => (cpu ? `; ${cpu[count].toFixed(2)} CPU ms a report` : '');
  return [
    { name: `1 ${what}`, value: rates[1], unit: 'reports/s', note: `${how}${note(1)}` },
    {
      name: `2 ${what}`,
      value: rates[2],
      unit: 'reports/s',
      times: rates[2] / rates[1],
      ratio: { of: 'one', times: rates[2] / rates[1] },
      note: `${how}${note(2)}`,
      goals,
    },
  ];
}
