// Reads one file of a stranger in a process that holds nothing else: no database, no keys, no environment. Task and bytes come in by
// stdin, answers go out by stdout; whoever started it may end it at any time.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type ChildAnswer, type ChildTask, toWire } from './child-wire.js';
import { FileProblem } from './file-problem.js';
import { inspect } from './inspect.js';
import type { Reading } from './reading.js';
import { rows } from './rows.js';

const readingsAtOnce = 200;
const charactersAtOnce = 64 * 1024;

async function answer(line: ChildAnswer): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain');
}

/** The task, then what follows it. */
async function taskAndFile(
  input: AsyncIterable<Buffer>,
): Promise<{ task: ChildTask; file: AsyncGenerator<Uint8Array> }> {
  const chunks = input[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  let end = -1;
  while (end < 0) {
    const next = await chunks.next();
    if (next.done) throw new Error('no task');
    head = Buffer.concat([head, next.value]);
    end = head.indexOf('\n');
  }
  const file = async function* () {
    if (end + 1 < head.length) yield head.subarray(end + 1);
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  };
  return { task: JSON.parse(head.toString('utf8', 0, end)) as ChildTask, file: file() };
}

async function sendReadings(readings: AsyncIterable<Reading>): Promise<void> {
  let batch: ReturnType<typeof toWire>[] = [];
  let characters = 0;
  for await (const reading of readings) {
    batch.push(toWire(reading));
    if (reading.kind === 'row') for (const { raw } of reading.cells) characters += raw.length;
    else characters += 1_000;
    if (batch.length < readingsAtOnce && characters < charactersAtOnce) continue;
    await answer({ readings: batch });
    batch = [];
    characters = 0;
  }
  await answer({ readings: batch });
}

try {
  const { task, file } = await taskAndFile(process.stdin as AsyncIterable<Buffer>);
  const { work, memoryBytes, cpuSeconds } = task;
  new Worker(new URL('./parser-watch.js', import.meta.url), { workerData: { memoryBytes, cpuSeconds } }).unref();
  if ('inspect' in work) await answer({ inspection: await inspect(file, work.inspect) });
  else await sendReadings(rows(file, work.rows));
  await answer({ done: true });
} catch (error) {
  if (!(error instanceof FileProblem)) throw error;
  await answer({ problem: error.code, facts: error.facts });
}
// What a slow reader has not taken yet is still ours, and would go with the process.
await new Promise((resolve) => process.stdout.write('', resolve));
// Not by itself: the file may not have been read to its end, and nobody shall wait for that.
process.exit(0);
