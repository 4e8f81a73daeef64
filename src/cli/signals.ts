import { progress } from './output.js';

interface Closable {
  close(): Promise<void>;
}

/** Why work was given up: somebody asked for the end. */
export class Interrupted extends Error {}

/**
 * Tells work that ends in steps of its own that somebody asked for the end (SIGINT, SIGTERM, SIGHUP). A second request does not wait for
 * the step, until `handOver` is called: from then on somebody else answers it.
 */
export function interruption(): { asked: AbortSignal; handOver(): void } {
  const controller = new AbortController();
  let ours = true;
  const ask = () => {
    if (!ours) return controller.abort(new Interrupted());
    if (controller.signal.aborted) process.exit(1);
    progress('Stopping.');
    controller.abort(new Interrupted());
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  return {
    asked: controller.signal,
    handOver() {
      ours = false;
    },
  };
}

/** Work in hand is given this long to end. */
const endWithinMs = 10_000;

/** Ends the process in order on SIGTERM, SIGINT and SIGHUP; by force when that takes too long or is asked for twice. */
export function closeOnSignal(app: Closable): Promise<void> {
  return new Promise((resolve) => {
    let closing = false;
    const close = () => {
      if (closing) process.exit(1);
      closing = true;
      setTimeout(() => process.exit(1), endWithinMs).unref();
      app.close().then(
        () => {
          resolve();
          // BullMQ may keep a reconnecting socket open; everything that matters is closed now.
          process.exit(0);
        },
        () => process.exit(1),
      );
    };
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, close);
  });
}
