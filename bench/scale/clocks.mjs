// Wall time is what a person waits for; processor time is what a busy machine does not change.
import { readFileSync } from 'node:fs';

/** CPU milliseconds of this process, all its threads together. */
export function ownCpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** CPU milliseconds of another process (clock ticks of 10 ms); null where the system does not tell. */
export function cpuOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return null;
  }
}

/**
 * Runs `ask` once for each item. @returns milliseconds of wall time each, what came back, and CPU milliseconds for each on average
 * @param cpu whose processor time counts
 */
export async function timeEach(items, ask, cpu = ownCpu) {
  const times = [];
  const answers = [];
  const began = cpu();
  for (const item of items) {
    const from = performance.now();
    const answer = ask(item);
    answers.push(answer instanceof Promise ? await answer : answer);
    times.push(performance.now() - from);
  }
  const ended = cpu();
  return { times, answers, cpuEach: began === null || ended === null ? null : (ended - began) / items.length };
}
