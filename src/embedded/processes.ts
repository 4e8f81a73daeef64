import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endProcess } from './running-process.js';
import type { Services } from './services.js';

export { exitWhenParentDies, tellParentReady } from './parent-process.js';

export interface ProcessToRun {
  /** Stands before each line of its output. */
  name: string;
  entry: string | URL;
  args?: string[];
  /** Added to our own environment. */
  env?: NodeJS.ProcessEnv;
  /** True: started again when it dies, at most five times in a row. Default: its death ends everything. */
  restart?: boolean;
}

export interface RunningProcesses {
  /** True when each process has called `tellParentReady`; false if everything ended before that. */
  ready: Promise<boolean>;
  /** The exit code to use, when all processes and services have ended: 0 if somebody asked for the end, else 1. */
  ended: Promise<number>;
  /** Ends all: processes (SIGTERM, after 10 s SIGKILL), then the queue, then the database. */
  stop(): Promise<number>;
}

const stopWithinMs = 10_000;
const restartsInARow = 5;
const firstPauseMs = 1_000;
// One that ran this long was no failed start: its next death counts as the first again.
const steadyAfterMs = 60_000;

/**
 * Runs processes until SIGINT, SIGTERM or SIGHUP, or until one of them, or a service, dies that nobody restarts.
 * A second signal does not wait for them. Nothing is restarted without a line in the log.
 */
export function runProcesses(
  processes: ProcessToRun[],
  options: { services?: Services; log?: (line: string) => void } = {},
): RunningProcesses {
  const { services, log = (line: string) => console.error(line) } = options;
  const children = new Map<ProcessToRun, ChildProcess>();
  const pauses = new Set<NodeJS.Timeout>();
  const notReady = new Set(processes);
  let ending: Promise<number> | null = null;
  let tellReady: (ready: boolean) => void;
  let tellEnded: (exitCode: number) => void;
  const ready = new Promise<boolean>((resolve) => {
    tellReady = resolve;
  });
  const ended = new Promise<number>((resolve) => {
    tellEnded = resolve;
  });

  const launch = (item: ProcessToRun, deathsBefore: number) => {
    const startedAt = Date.now();
    const child = startChild(item);
    children.set(item, child);
    child.on('message', (message) => {
      if ((message as { athar?: string }).athar !== 'ready') return;
      notReady.delete(item);
      if (notReady.size === 0) tellReady(true);
    });
    child.once('exit', (code, signal) => {
      children.delete(item);
      if (ending) return;
      const how = signal ?? `exit code ${code}`;
      const deaths = Date.now() - startedAt >= steadyAfterMs ? 1 : deathsBefore + 1;
      if (!item.restart || deaths > restartsInARow) {
        log(`${item.name} ended (${how}). Stopping everything.`);
        end(1);
        return;
      }
      const pauseMs = firstPauseMs * 2 ** (deaths - 1);
      log(`${item.name} ended (${how}). Starting it again in ${pauseMs / 1000} s (${deaths} of ${restartsInARow}).`);
      const timer = setTimeout(() => {
        pauses.delete(timer);
        launch(item, deaths);
      }, pauseMs);
      pauses.add(timer);
    });
  };

  const end = (exitCode: number): Promise<number> => {
    ending ??= (async () => {
      for (const timer of pauses) clearTimeout(timer);
      const ends = await Promise.allSettled([...children.values()].map((child) => endChild(child)));
      await services?.stop();
      for (const signal of signals) process.off(signal, onSignal);
      for (const result of ends) if (result.status === 'rejected') log(String(result.reason));
      tellReady(false);
      tellEnded(exitCode);
      return exitCode;
    })().catch((error) => {
      log(`Could not stop everything: ${error}`);
      tellReady(false);
      tellEnded(1);
      return 1;
    });
    return ending;
  };

  const onSignal = () => {
    if (ending) for (const child of children.values()) child.kill('SIGKILL');
    else log('Stopping.');
    end(0);
  };
  for (const signal of signals) process.on(signal, onSignal);
  services?.ended.then((reason) => {
    if (ending) return;
    log(`${reason} Stopping everything.`);
    end(1);
  });
  for (const item of processes) launch(item, 0);
  return { ready, ended, stop: () => end(0) };
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const endChild = (child: ChildProcess) =>
  endProcess(child.pid!, [
    { signal: 'SIGTERM', timeoutMs: stopWithinMs },
    { signal: 'SIGKILL', timeoutMs: 2_000 },
  ]);

function startChild({ name, entry, args = [], env = {} }: ProcessToRun): ChildProcess {
  const child = fork(entry instanceof URL ? fileURLToPath(entry) : entry, args, {
    env: { ...process.env, ...env },
    // Nothing meant for this process only (--eval, --inspect) is handed on.
    execArgv: [],
    // The terminal sends Ctrl-C to every process at once; detached ones hear of it from us, in the right order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  createInterface({ input: child.stdout! }).on('line', (line) => process.stdout.write(`[${name}] ${line}\n`));
  createInterface({ input: child.stderr! }).on('line', (line) => process.stderr.write(`[${name}] ${line}\n`));
  return child;
}
