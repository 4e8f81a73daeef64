import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** True while a process with this id exists, whoever owns it. A zombie does not count: it has ended. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return stateOf(pid) !== 'Z';
}

/** State letter from /proc, or null where there is no /proc. */
function stateOf(pid: number): string | null {
  try {
    // "12 (name with ) brackets) S 1 …": the state follows the last bracket.
    return /.*\) (\w)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? null;
  } catch {
    return null;
  }
}

/** Waits until the process is gone; false if it is still there after `timeoutMs`. */
export async function waitUntilGone(pid: number, timeoutMs: number): Promise<boolean> {
  const until = Date.now() + timeoutMs;
  while (isRunning(pid)) {
    if (Date.now() > until) return false;
    await pause(20);
  }
  return true;
}

/**
 * Ends a process: each signal in turn, waiting `timeoutMs` after each one. Safe for a process that is already gone.
 * @throws if it is still there after the last signal
 */
export async function endProcess(pid: number, steps: { signal: NodeJS.Signals; timeoutMs: number }[]): Promise<void> {
  for (const { signal, timeoutMs } of steps) {
    if (!isRunning(pid)) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
    if (await waitUntilGone(pid, timeoutMs)) return;
  }
  throw new Error(`Process ${pid} did not end.`);
}
