import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { FileProblem } from './file-problem.js';
import { megabytes } from './limits.js';
import type { FileBytes } from './reading.js';

/** Ends a process that says nothing for too long, though it has bytes to read and somebody waits for it. */
export class Silence {
  reached = false;
  private readonly timer: NodeJS.Timeout;
  /** Waiting for the source of the file, or nobody waiting for rows: neither is the fault of the process. */
  private excuses = 0;

  constructor(child: ChildProcess, seconds: number) {
    this.timer = setTimeout(() => {
      if (this.excuses > 0) {
        this.timer.refresh();
        return;
      }
      this.reached = true;
      child.kill('SIGKILL');
    }, seconds * 1_000);
  }

  /** A sign of life. */
  broken(): void {
    this.timer.refresh();
  }

  async excusedFor<T>(wait: Promise<T>): Promise<T> {
    this.excuses++;
    try {
      return await wait;
    } finally {
      this.excuses--;
      this.timer.refresh();
    }
  }

  excuse(): () => void {
    this.excuses++;
    return () => {
      this.excuses--;
      this.timer.refresh();
    };
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}

/** Carries a file into a process as fast as that reads. */
export class Feeding {
  /** Why the file did not arrive whole. */
  fault: unknown = null;
  private stopped = false;
  private source: AsyncIterator<Uint8Array> | null = null;

  constructor(
    private readonly input: Writable,
    private readonly file: FileBytes,
    private readonly mostBytes: number,
    private readonly silence: Silence,
  ) {
    // The process may end before it has read everything; what it said counts then.
    input.on('error', () => this.stop());
  }

  /** @throws what the source throws, FileProblem file.too_large */
  async run(firstLine: string): Promise<void> {
    try {
      this.input.write(firstLine);
      this.source = this.file[Symbol.asyncIterator]();
      let bytes = 0;
      while (!this.stopped) {
        const next = await this.silence.excusedFor(this.source.next());
        if (next.done || this.stopped) break;
        bytes += next.value.length;
        if (bytes > this.mostBytes) throw new FileProblem('file.too_large', { limit: megabytes(this.mostBytes) });
        if (!this.input.write(next.value)) await drained(this.input);
        this.silence.broken();
      }
      if (!this.stopped) this.input.end();
    } catch (error) {
      this.fault ??= error;
      this.stop();
      throw error;
    }
  }

  stop(): void {
    if (this.stopped) return;
    this.stopped = true;
    // Not waited for: a source that hangs would hold up the answer.
    Promise.resolve(this.source?.return?.()).catch(() => undefined);
  }
}

/** Also when it never will be: an input that broke off is the end of the process, which says more than its pipe. */
async function drained(input: Writable): Promise<void> {
  if (input.destroyed) return;
  const waiting = new AbortController();
  const { signal } = waiting;
  await Promise.race([once(input, 'drain', { signal }), once(input, 'close', { signal })]).catch(() => undefined);
  waiting.abort();
}

/** Lines of the process; the time in which nobody asks for the next is not counted as its silence. */
export async function* lines(output: Readable, silence: Silence): AsyncGenerator<string> {
  let held = '';
  output.setEncoding('utf8');
  for await (const chunk of output as AsyncIterable<string>) {
    silence.broken();
    const parts = (held + chunk).split('\n');
    held = parts.pop()!;
    for (const line of parts) {
      const back = silence.excuse();
      yield line;
      back();
    }
  }
}
