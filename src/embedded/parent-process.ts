// The child's side of processes.ts: what api and worker call.

// Long enough for jobs in hand to end, short enough that Postgres is never held up.
const endWithinMs = 8_000;

/**
 * Ends this process in order (as by SIGTERM) when the process that started it is gone, however it went: the channel
 * between them closes. Does nothing in a process that was not started by `runProcesses`.
 */
export function exitWhenParentDies(): void {
  if (!process.send) return;
  const end = () => {
    // Queue and database are going too, and a BullMQ worker waits for ever to close without Redis: hence the limit.
    setTimeout(() => process.exit(1), endWithinMs).unref();
    process.kill(process.pid, 'SIGTERM');
  };
  if (process.connected) process.once('disconnect', end);
  else end();
}

/** Tells `runProcesses` that this process does its work now. Does nothing in a process that it did not start. */
export function tellParentReady(): void {
  process.send?.({ athar: 'ready' });
}
