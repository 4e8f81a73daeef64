import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Feeding, lines, Silence } from './child-pipes.js';
import { type ChildAnswer, type ChildTask, endSignals, fromWire } from './child-wire.js';
import { FileProblem, isFileProblemCode } from './file-problem.js';
import type { Choices, Inspection } from './inspection.js';
import type { FileBytes, Reading, ReadingOptions } from './reading.js';

/** What the parsing process may take. Beyond any of these it is ended and a FileProblem says which. */
export interface ChildCaps {
  /** Of the file as it is sent. */
  fileBytes: number;
  /** Of the whole process (resident set). */
  memoryBytes: number;
  /** Of processor time. */
  cpuSeconds: number;
  /** Without any sign of life while everything that it needs is there. */
  silentSeconds: number;
}

export const defaultCaps: ChildCaps = {
  fileBytes: 512 * 1024 * 1024,
  memoryBytes: 400 * 1024 * 1024,
  cpuSeconds: 600,
  silentSeconds: 60,
};

const heapMegabytes = 192;
const childProgram = new URL('./parser-child.js', import.meta.url);

/**
 * The same as `rows`, in a process of its own. Nobody runs ahead: bytes are taken as the process reads them, and it reads on as rows are taken.
 * Whoever stops early ends the process.
 * @throws FileProblem also parser.time, parser.memory, parser.crashed and file.too_large
 */
export async function* rowsInChild(
  file: FileBytes,
  options: ReadingOptions,
  caps: Partial<ChildCaps> = {},
  program = childProgram,
): AsyncGenerator<Reading> {
  for await (const answer of answersOf(file, { rows: options }, { ...defaultCaps, ...caps }, program)) {
    if ('readings' in answer) for (const sent of answer.readings) yield fromWire(sent);
  }
}

/** The same as `inspect`, in a process of its own. @throws FileProblem as `rowsInChild` */
export async function inspectInChild(
  file: FileBytes,
  choices: Choices = {},
  caps: Partial<ChildCaps> = {},
  program = childProgram,
): Promise<Inspection> {
  for await (const answer of answersOf(file, { inspect: choices }, { ...defaultCaps, ...caps }, program)) {
    if ('inspection' in answer) return answer.inspection;
  }
  throw new FileProblem('parser.crashed');
}

async function* answersOf(
  file: FileBytes,
  work: ChildTask['work'],
  caps: ChildCaps,
  program: URL,
): AsyncGenerator<ChildAnswer> {
  const { memoryBytes, cpuSeconds } = caps;
  // No environment: nothing of ours is of use to whoever takes the process over.
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${heapMegabytes}`, '--max-semi-space-size=4', fileURLToPath(program)],
    { stdio: ['pipe', 'pipe', 'ignore'], env: {} },
  ) as ChildProcess & { stdin: Writable; stdout: Readable };
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const silence = new Silence(child, caps.silentSeconds);
  const feeding = new Feeding(child.stdin, file, caps.fileBytes, silence);
  const fed = feeding.run(`${JSON.stringify({ work, memoryBytes, cpuSeconds } satisfies ChildTask)}\n`);
  // The source failed or is too large: the process must not take what it has for the whole file.
  fed.catch(() => child.kill('SIGKILL'));
  let finished = false;
  try {
    for await (const line of lines(child.stdout, silence)) {
      const answer = JSON.parse(line) as ChildAnswer;
      if ('problem' in answer) {
        throw new FileProblem(isFileProblemCode(answer.problem) ? answer.problem : 'parser.crashed', answer.facts);
      }
      if ('done' in answer) finished = true;
      else yield answer;
    }
    await ended;
    if (feeding.fault) throw feeding.fault;
    if (!finished) throw endOf(child, silence.reached);
  } finally {
    silence.stop();
    feeding.stop();
    child.kill('SIGKILL');
    await ended;
  }
}

function endOf(child: ChildProcess, wasSilent: boolean): FileProblem {
  if (wasSilent || child.signalCode === endSignals.time) return new FileProblem('parser.time');
  // V8 aborts when its heap is full; SIGKILL is what a machine without memory sends.
  const memory: (NodeJS.Signals | null)[] = [endSignals.memory, 'SIGABRT', 'SIGTRAP', 'SIGKILL'];
  return new FileProblem(
    memory.includes(child.signalCode) || child.exitCode === 134 ? 'parser.memory' : 'parser.crashed',
  );
}
