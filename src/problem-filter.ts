import { randomUUID } from 'node:crypto';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { FastifyReply } from 'fastify';
import { type ErrorCode, type FieldError, Problem } from './errors.js';
import type { Log } from './logging.js';

/** What the framework itself refuses, in our words. */
const frameworkCodes: Record<string, ErrorCode> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.media_type',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'request.media_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too_large',
  FST_REQ_FILE_TOO_LARGE: 'request.too_large',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request.not_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.not_json',
};
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
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const instance = randomUUID();
    const problem = toProblem(error);
    if (problem.status >= 500) {
      const { code, name } = error as { code?: string; name?: string };
      this.log.error({ instance, code: code ?? name }, 'request failed');
      this.log.debug({ instance, err: error }, 'request failed because');
    }
    reply
      .code(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(JSON.stringify(problem.toJSON(instance)));
  }
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code && code in frameworkCodes) return new Problem(frameworkCodes[code]);
  if (error instanceof SyntaxError && statusCode === 400) return new Problem('request.not_json');
  if (error instanceof HttpException) return new Problem(statusCodes[error.getStatus()] ?? 'service.failed');
  if (statusCode && statusCode < 500) return new Problem(statusCodes[statusCode] ?? 'request.invalid');
  return new Problem('service.failed');
}

const pointerOf = (path: readonly (PropertyKey | { key: PropertyKey })[]) =>
  path
    .map(
      (step) =>
        `/${String(typeof step === 'object' ? step.key : step)
          .replaceAll('~', '~0')
          .replaceAll('/', '~1')}`,
    )
    .join('');

type ZodLikeIssue = StandardSchemaV1.Issue & { code?: string; keys?: string[]; params?: { code?: string } };

/** The problem for a body or query that does not fit its schema: one entry for each thing that is wrong, none quoting the value. */
export function validationProblem(issues: readonly StandardSchemaV1.Issue[]): Problem {
  const errors: FieldError[] = (issues as readonly ZodLikeIssue[]).flatMap((issue) => {
    const pointer = pointerOf(issue.path ?? []);
    if (issue.code === 'unrecognized_keys') {
      return (issue.keys ?? []).map((key) => ({
        pointer: `${pointer}${pointerOf([key])}`,
        code: 'field.unknown',
        message: 'This field is not known here.',
      }));
    }
    return [{ pointer, code: issue.params?.code ?? `field.${issue.code ?? 'invalid'}`, message: issue.message }];
  });
  const onlyUnknown = errors.every((error) => error.code === 'field.unknown');
  return new Problem(onlyUnknown ? 'request.unknown_field' : 'request.invalid', undefined, errors.slice(0, 100));
}
