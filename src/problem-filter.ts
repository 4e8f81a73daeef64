import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorCode, type FieldError, Problem, unknownField } from './errors.js';
import { pointerOf } from './json-pointer.js';
import { type Log, whereItHappened } from './logging.js';
import { securityHeaders } from './security-headers.js';

/** What the framework itself refuses, in our words. */
const frameworkCodes: Record<string, ErrorCode> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.media_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too_large',
};
/** What the driver says of a connection, and not of a request, where the server gave no reason. */
const connectionIsGone = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Connection terminated due to connection timeout',
  'Connection terminated unexpectedly',
  'Connection terminated',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  // The connection went between two statements of a transaction.
  'QueryRunnerAlreadyReleasedError',
  'QueryRunnerProviderAlreadyReleasedError',
]);
/**
 * The database cannot be reached, is starting or stopping, has no connection, no room or no memory left, cannot read or write its files, somebody else
 * held what was needed for longer than we wait (55P03 a lock, 57014 a statement, 25P03 a pause), or it took the request back in favour of another one
 * (40P01, 40001): the same request may go well in a moment.
 */
const mayGoWellInAMoment = /^(08...|53...|57P0[1-5]|58030|55P03|57014|25P03|40P01|40001)$/;
const problemType = 'application/problem+json; charset=utf-8';
const statusCodes: Record<number, ErrorCode> = {
  400: 'request.invalid',
  404: 'access.not_found',
  413: 'request.too_large',
  415: 'request.media_type',
  503: 'service.unavailable',
};

/** Turns everything that is thrown into application/problem+json. What is not foreseen becomes a 500 that tells nothing but a number. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Also called by the framework itself, for what it refuses before any route is found. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const instance = randomUUID();
    const problem = toProblem(error);
    if (isLogged(problem)) {
      const { code, name } = error as { code?: string; name?: string };
      this.log.error({ instance, code: code ?? name }, 'request failed');
      this.log.debug({ instance, at: whereItHappened(error) }, 'request failed here');
    }
    // The rest of a body that was refused half-way is not read: a gigabyte would be, otherwise.
    if (!request.raw.complete) reply.header('connection', 'close');
    sayWhenAgain(reply, problem);
    reply
      .code(problem.status)
      // What is refused before any route is found has passed no hook.
      .headers(securityHeaders)
      .header('content-type', problemType)
      .header('cache-control', 'no-store')
      .send(JSON.stringify(problem.toJSON(instance)));
  }
}

/** What is ours to mend. Admission tells of those it sends away itself, once for many. */
export const isLogged = ({ status, code }: Problem): boolean => status >= 500 && code !== 'service.busy';

/** When to come again, in seconds, where it is known or the service is away. */
export function sayWhenAgain(reply: FastifyReply, problem: Problem): void {
  const retryAfter = problem.retryAfter ?? (problem.status === 503 ? 5 : null);
  if (retryAfter !== null) reply.header('retry-after', String(retryAfter));
}

/** What is answered for whatever was thrown. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (databaseIsAway(error, code)) return new Problem('service.unavailable');
  const status = error instanceof HttpException ? error.getStatus() : statusCode;
  const known = frameworkCodes[code ?? ''] ?? statusCodes[status ?? 500];
  return ofWholeRequest(known ?? (status !== undefined && status < 500 ? 'request.invalid' : 'service.failed'));
}

function databaseIsAway(error: unknown, code = ''): boolean {
  if (mayGoWellInAMoment.test(code) || connectionIsGone.has(code)) return true;
  return error instanceof Error && (connectionIsGone.has(error.message) || connectionIsGone.has(error.name));
}

/** The empty pointer is the whole body (RFC 6901). */
function ofWholeRequest(code: ErrorCode): Problem {
  const problem = new Problem(code);
  if (!code.startsWith('request.')) return problem;
  return new Problem(code, undefined, [{ pointer: '', code, message: `${problem.title}.` }]);
}

/** Answers what Node refuses before there is a request: bytes that are not HTTP, headings of 16 KiB, a sender who takes minutes. */
export function refuseBrokenHttp(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const { status, headers, body } = bareAnswer(
    error.code === 'HPE_HEADER_OVERFLOW' ? 'request.too_large' : 'request.invalid',
  );
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}

/** Answers a request with an Expect that is not 100-continue, which Node would refuse by itself, without a word. */
export function refuseExpectation(_request: IncomingMessage, response: ServerResponse): void {
  const { status, headers, body } = bareAnswer('request.expectation');
  response.writeHead(status, headers).end(body);
}

/** Of a refusal that no part of the framework sees. */
function bareAnswer(code: ErrorCode) {
  const problem = ofWholeRequest(code);
  const body = JSON.stringify(problem.toJSON(randomUUID()));
  const headers = {
    ...securityHeaders,
    'content-type': problemType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    connection: 'close',
  };
  return { status: problem.status, headers, body };
}

type ZodLikeIssue = StandardSchemaV1.Issue & { code?: string; keys?: string[]; params?: { code?: string } };

/** The problem for a body or query that does not fit its schema: one entry for each thing that is wrong, none quoting the value. */
export function validationProblem(issues: readonly StandardSchemaV1.Issue[], within: readonly string[] = []): Problem {
  const errors: FieldError[] = (issues as readonly ZodLikeIssue[]).flatMap((issue) => {
    const path = [...within, ...(issue.path ?? [])];
    if (issue.code === 'unrecognized_keys') {
      return (issue.keys ?? []).map((key) => unknownField([...path, key]));
    }
    return [
      {
        pointer: pointerOf(path),
        code: issue.params?.code ?? `field.${issue.code ?? 'invalid'}`,
        message: issue.message,
      },
    ];
  });
  const onlyUnknown = errors.every((error) => error.code === 'field.unknown');
  return new Problem(onlyUnknown ? 'request.unknown_field' : 'request.invalid', undefined, errors.slice(0, 100));
}
