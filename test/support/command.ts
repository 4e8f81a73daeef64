import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
const program = fileURLToPath(new URL('../../bin/athar.mjs', import.meta.url));

export interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

interface Circumstances {
  /** Added to the environment of this test file; undefined takes a variable away. */
  env?: Record<string, string | undefined>;
  /** What is typed; without it there is nothing to read. */
  input?: string;
  /** Another program than node with bin/athar.mjs. */
  by?: [string, ...string[]];
}

/** What an operator's shell would hold: nothing of Jest, nothing of ours but the servers. */
function environment(changes: Circumstances['env']): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _n, ATHAR_ACCOUNT: _a, ATHAR_DATA: _d, PORT: _p, LOG_LEVEL: _l, ...rest } = process.env;
  return { ...rest, ...changes };
}

/** `athar …` as a process of its own, while it runs. */
export class RunningCommand {
  readonly child: ChildProcess;
  readonly ended: Promise<Outcome>;
  out = '';
  err = '';

  constructor(args: string[], { env, input, by = [process.execPath, program] }: Circumstances = {}) {
    const [file, ...before] = by;
    this.child = spawn(file, [...before, ...args], {
      cwd: projectRoot,
      env: environment(env),
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    this.child.stdin?.end(input);
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.out += text;
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.err += text;
    });
    this.ended = once(this.child, 'close').then(([code]) => ({ code, out: this.out, err: this.err }));
  }

  /** What fits, on either output, now or later. @throws with everything that was said when it ends without */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    let over = false;
    this.ended.then(() => {
      over = true;
    });
    for (;;) {
      const found = pattern.exec(this.out) ?? pattern.exec(this.err);
      if (found) return found;
      if (over) throw new Error(`It never said ${pattern}:\n${this.out}\n${this.err}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Sends a signal and waits for the end. */
  async end(signal: NodeJS.Signals): Promise<Outcome & { seconds: number }> {
    const startedAt = Date.now();
    this.child.kill(signal);
    const outcome = await this.ended;
    return { ...outcome, seconds: (Date.now() - startedAt) / 1000 };
  }
}

/** `athar …` from its start to its end. */
export const athar = (args: string[], circumstances?: Circumstances): Promise<Outcome> =>
  new RunningCommand(args, circumstances).ended;

/** Ids of the processes that this one started, and that those started. Linux only: read from /proc. */
export function descendantsOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      // "12 (name with ) brackets) S 1 …": the parent stands behind the state.
      const found = /.*\) \w (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8'));
      if (found) parents.set(Number(name), Number(found[1]));
    } catch {
      // It ended meanwhile.
    }
  }
  const found = [pid];
  for (const parent of found) for (const [child, its] of parents) if (its === parent) found.push(child);
  return found.slice(1);
}
