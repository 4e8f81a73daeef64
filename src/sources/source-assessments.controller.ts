import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { caseworkParagraph } from '../bank-data.js';
import { issuerKinds } from './perpetrator-documents.js';
import { authenticities, type SourceAssessment } from './source-assessment.entity.js';
import { SourceAssessments } from './source-assessments.service.js';

const Id = z.uuid();
const AssessmentBody = z
  .strictObject({
    authenticity: z.enum(authenticities),
    issuer_kind: z
      .enum(issuerKinds)
      .describe('Who made it: documents of those who detained never lift a claim above "documented" alone'),
    note: caseworkParagraph(4000).describe('By what it was judged'),
  })
  .meta({
    id: 'SourceAssessmentBody',
    examples: [
      { authenticity: 'consistent', issuer_kind: 'security_agency', note: 'Stamp, paper and numbering agree.' },
    ],
  });
const AssessmentView = z
  .object({
    id: z.uuid(),
    authenticity: z.enum(authenticities),
    issuer_kind: z.enum(issuerKinds),
    note: z.string(),
    assessed_by: z.uuid(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'SourceAssessment', description: 'What one person found about a document.' });
const AssessmentList = z.object({ items: z.array(AssessmentView) }).meta({ id: 'SourceAssessmentList' });

const view = (assessment: SourceAssessment): z.infer<typeof AssessmentView> => ({
  id: assessment.id,
  authenticity: assessment.authenticity,
  issuer_kind: assessment.issuerKind,
  note: assessment.note,
  assessed_by: assessment.assessedBy,
  at: assessment.at.toISOString(),
});

@ApiTags('Sources')
@ApiProblems()
@Controller('v1/sources/:id/assessments')
export class SourceAssessmentsController {
  constructor(private readonly assessments: SourceAssessments) {}

  @Get()
  @ApiOperation({ operationId: 'listSourceAssessments', summary: 'What people found about a document, newest first' })
  @ApiOkResponse({ standardSchema: AssessmentList })
  async list(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return { items: (await this.assessments.list(actor, id)).map(view) };
  }

  @Post()
  @ApiOperation({
    operationId: 'assessSource',
    summary: 'Say whether a document is genuine, and whose word it is',
    description:
      'A human assessment; the earlier ones stay. What rests on a document found doubtful or forged stands no more.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: AssessmentView })
  async assess(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: AssessmentBody }) body: z.infer<typeof AssessmentBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { assessment, replayed } = await this.assessments.assess(actor, id, key, body);
    if (replayed) reply.header('idempotency-replayed', 'true');
    return view(assessment);
  }
}
