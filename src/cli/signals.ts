interface Closable {
  close(): Promise<void>;
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
