import type { LoggerService } from '@nestjs/common';
import { pino } from 'pino';
import { loggable } from './loggable.js';

/** Structured log on standard output. Callers log codes and ids only: names, contacts and row contents never come here, and are taken out if they do (loggable.ts). */
export function createLog(level: string, service: string) {
  const { destination, onReadAgain } = standardOutput();
  const log = pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { log: loggable },
      hooks: {
        // Given an error, pino would take its message for the line's, and a database quotes rows there.
        logMethod(given, write) {
          const [first] = given as unknown[];
          if (first instanceof Error) write.call(this, { at: whereItHappened(first) }, first.name);
          else write.apply(this, given);
        },
      },
    },
    destination,
  );
  onReadAgain((dropped) => log.warn({ dropped }, 'Lines of this log were dropped because nobody read it.'));
  return log;
}

/** So much is kept for a reader that has stopped, in characters; what comes after it is dropped and counted. */
const keptForReader = 1_048_576;
const tryAgainMs = 100;

/**
 * Standard output that nobody's silence can stop: pino's own destination waits for its reader at the end of the process, for ever when the
 * reader has stopped or is gone, and keeps all it could not write until then.
 */
function standardOutput() {
  // Looked at for what it does: a pipe opened as process.stdout answers "not now" instead of blocking whoever writes.
  const { fd } = process.stdout;
  const destination = pino.destination({
    dest: fd ?? 1,
    sync: true,
    minLength: 1,
    maxLength: keptForReader,
    retryEAGAIN: () => false,
  });
  let dropped = 0;
  let willTryAgain = false;
  destination.on('drop', () => {
    dropped += 1;
  });
  destination.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EAGAIN') return; // Nobody will ever read it: what is kept is all that it costs.
    if (willTryAgain) return;
    willTryAgain = true;
    setTimeout(() => {
      willTryAgain = false;
      destination.flush();
    }, tryAgainMs).unref();
  });
  const onReadAgain = (tell: (dropped: number) => void) =>
    destination.on('drain', () => {
      if (dropped === 0) return;
      const lost = dropped;
      dropped = 0;
      tell(lost);
    });
  return { destination, onReadAgain };
}

/** Where in the code an error arose, for the log: the stack without its message, because a database quotes values there. */
export function whereItHappened(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
}

export type Log = ReturnType<typeof createLog>;

/** Lets Nest write through the same log. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}
  // Nest announces every route and module at start; that is noise to an operator, so it is written at debug level.
  private quiet = new Set(['RouterExplorer', 'RoutesResolver', 'InstanceLoader', 'NestFactory', 'NestApplication']);

  /** Of an error only its name and where it happened: its message may quote a person's name. Nest passes stacks as further strings. */
  private write(level: 'info' | 'warn' | 'error' | 'debug', message: unknown, rest: unknown[]) {
    const context = rest.findLast((value) => typeof value === 'string' && !value.includes('\n'));
    const at = level === 'info' && this.quiet.has(String(context)) ? 'debug' : level;
    const thrown = [message, ...rest].find((value) => value instanceof Error);
    if (thrown instanceof Error) this.target[at]({ context, at: whereItHappened(thrown) }, thrown.name);
    else this.target[at]({ context }, String(message));
  }
  // The parameters follow Nest's interface.
  // biome-ignore-start lint/suspicious/noExplicitAny: LoggerService is declared with any
  log(message: any, ...rest: any[]) {
    this.write('info', message, rest);
  }
  warn(message: any, ...rest: any[]) {
    this.write('warn', message, rest);
  }
  error(message: any, ...rest: any[]) {
    this.write('error', message, rest);
  }
  debug(message: any, ...rest: any[]) {
    this.write('debug', message, rest);
  }
  verbose(message: any, ...rest: any[]) {
    this.write('debug', message, rest);
  }
  // biome-ignore-end lint/suspicious/noExplicitAny: LoggerService is declared with any
}
