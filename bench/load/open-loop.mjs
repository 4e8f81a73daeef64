// Arrivals that do not wait for answers: families do not agree among themselves who writes next. The gaps are random (exponential), the same for the same seed.
import { Random } from '../../dist/demonstration/random.js';

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Calls `fire(nth, dueAt)` at a mean rate, whatever becomes of earlier ones, and waits for all of them at the end.
 * @returns what each gave; how late the generator itself was (95th percentile, milliseconds), which is on this machine too
 */
export async function openLoop({ perSecond, seconds, seed = 1 }, fire) {
  const random = new Random(seed);
  const under = [];
  const late = [];
  const from = performance.now();
  let due = from;
  while (due - from < seconds * 1000) {
    due += (-Math.log(1 - random.next()) * 1000) / perSecond;
    if (due > performance.now()) await pause(due - performance.now());
    late.push(performance.now() - due);
    under.push(fire(under.length, due));
    // A generator that is behind must still read what comes back.
    if (under.length % 50 === 0) await new Promise((go) => setImmediate(go));
  }
  const sentSeconds = (performance.now() - from) / 1000;
  const answers = await Promise.all(under);
  late.sort((a, b) => a - b);
  return { answers, sentSeconds, lateMs: late[Math.floor(late.length * 0.95)] ?? 0 };
}
