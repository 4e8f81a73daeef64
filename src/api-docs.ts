import { applyDecorators } from '@nestjs/common';
import { ApiDefaultResponse, ApiHeader } from '@nestjs/swagger';
import { z } from 'zod';

export const ProblemView = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string(),
    code: z.string(),
    errors: z
      .array(
        z.object({
          pointer: z.string().optional(),
          row: z.int().optional(),
          column: z.string().optional(),
          code: z.string(),
          message: z.string(),
        }),
      )
      .optional(),
  })
  .meta({
    id: 'Problem',
    description: 'RFC 9457. `code` is stable and never translated; messages never quote what a person wrote.',
  });

export const ApiProblems = () =>
  applyDecorators(
    ApiDefaultResponse({
      description: 'Everything that is refused or fails (application/problem+json)',
      standardSchema: ProblemView,
    }),
  );

export const ApiIdempotencyKey = () =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description:
        'The same key with the same body makes nothing twice and answers with the same resource; with another body it is refused.',
    }),
  );
