// Processes of the built service, each a child with an operator's supervisor behind it: what dies is started again after a second.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
/** As systemd's RestartSec and Docker's first pause are. */
const restartAfterMs = 1_000;

export class SupervisedProcess {
  constructor(name, args, env, logFile) {
    Object.assign(this, { name, args, env, logFile });
    this.wanted = false;
    this.deaths = [];
  }

  /** Resolves when it says that it is ready. */
  start() {
    this.wanted = true;
    this.log ??= createWriteStream(this.logFile, { flags: 'a' });
    const child = fork(entry, this.args, {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...this.env },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    for (const output of [child.stdout, child.stderr]) output.pipe(this.log, { end: false });
    child.once('exit', (code, signal) => {
      if (this.child !== child) return;
      this.deaths.push(signal ?? `exit code ${code}`);
      if (this.wanted) this.timer = setTimeout(() => this.start().catch(() => {}), restartAfterMs);
    });
    this.ready = new Promise((go, fail) => {
      child.on('message', ({ athar }) => athar === 'ready' && go());
      child.once('exit', () => fail(new Error(`${this.name} did not start; see ${this.logFile}`)));
    });
    this.ready.catch(() => {});
    return this.ready;
  }

  get pid() {
    return this.child?.pid;
  }

  get lives() {
    return this.child && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** As the kernel does it; the supervisor starts it again. */
  async kill() {
    if (!this.lives) return;
    const exit = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exit;
  }

  /** Ends it for good: in order, or by force when it does not end. */
  async stop(withinMs = 15_000) {
    this.wanted = false;
    clearTimeout(this.timer);
    if (this.lives) {
      const exit = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      const late = setTimeout(() => this.child.kill('SIGKILL'), withinMs);
      await exit;
      clearTimeout(late);
    }
    this.log?.end();
  }
}
