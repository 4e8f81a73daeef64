import type { LoggerService } from '@nestjs/common';
import { pino } from 'pino';

/** Structured log on standard output. Callers log codes and ids only: names, contacts and row contents never come here. */
export function createLog(level: string, service: string) {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ['req.headers', 'headers', 'body', 'query', 'password', 'token'], remove: true },
  });
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
