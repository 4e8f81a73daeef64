import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { caseworkParagraph } from '../bank-data.js';
import { Members } from './members.service.js';
import type { ReportMember } from './report.entity.js';

const MemberView = z
  .object({
    id: z.uuid(),
    account_id: z.uuid().nullable().describe('Null: every caseworker of the organisation, while a proposal waits'),
    via: z
      .enum(['filed', 'assigned', 'second_review', 'break_glass', 'read_by_two'])
      .describe('read_by_two: reads a case of a special class because somebody else let him'),
    reason: z.string().nullable().describe('Of a broken glass, or why somebody was let read; shown to supervisors'),
    granted_by: z
      .uuid()
      .nullable()
      .describe('Null where a proposal lets everybody in: who made it, a second reader must not know yet'),
    granted_at: z.iso.datetime(),
    expires_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ReportMember', description: 'Who reaches a report beside supervisors and disclosure leads.' });
const MemberList = z.object({ items: z.array(MemberView) }).meta({ id: 'ReportMemberList' });
const NewMember = z
  .strictObject({
    account_id: z.uuid(),
    via: z.enum(['assigned', 'second_review']),
    expires_at: z.iso
      .datetime()
      .refine((time) => Date.parse(time) > Date.now() && time.startsWith('20'), 'Later than now.')
      .optional(),
  })
  .meta({ id: 'NewReportMember' });
const Reader = z
  .strictObject({
    account_id: z.uuid().describe('A supervisor or disclosure lead of the organisation'),
    reason: caseworkParagraph(1_000),
  })
  .meta({ id: 'NewReader' });
const BrokenGlass = z.strictObject({ reason: caseworkParagraph(1_000) }).meta({ id: 'BrokenGlass' });
const Id = z.uuid();

const view = (actor: StaffActor, member: ReportMember): z.infer<typeof MemberView> => ({
  id: member.id,
  account_id: member.accountId,
  via: member.via,
  reason: actor.role === 'supervisor' ? member.reason : null,
  granted_by: member.accountId === null ? null : member.grantedBy,
  granted_at: member.grantedAt.toISOString(),
  expires_at: member.expiresAt?.toISOString() ?? null,
});

@ApiTags('Reports')
@ApiProblems()
@Controller('v1/reports/:id')
export class MembersController {
  constructor(private readonly members: Members) {}

  @Get('members')
  @ApiOperation({ operationId: 'listReportMembers', summary: 'Who reaches a report, why and until when' })
  @ApiOkResponse({ standardSchema: MemberList })
  async list(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return { items: (await this.members.list(actor, id)).map((member) => view(actor, member)) };
  }

  @Post('members')
  @ApiOperation({ operationId: 'addReportMember', summary: 'Let a caseworker of the organisation into a report' })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: MemberView })
  async add(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NewMember }) body: z.infer<typeof NewMember>,
  ) {
    return view(actor, await this.members.add(actor, key, id, body));
  }

  @Post('readers')
  @ApiOperation({
    operationId: 'letRead',
    summary: 'Let a supervisor or disclosure lead read a case of a special class, for eight hours',
    description: 'Nobody reads it on his own word alone. By somebody who reads it himself, or by another supervisor.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: MemberView })
  async letRead(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Reader }) body: z.infer<typeof Reader>,
  ) {
    return view(actor, await this.members.letRead(actor, key, id, body));
  }

  @Delete('members/:accountId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeReportMember', summary: 'Shut a report for a caseworker' })
  @ApiNoContentResponse()
  remove(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Param('accountId', { schema: Id }) accountId: string,
  ) {
    return this.members.remove(actor, id, accountId);
  }

  @Post('break-glass')
  @ApiOperation({
    operationId: 'breakGlass',
    summary: 'Reach a report that is not one’s own, for four hours; supervisors and auditors are told at once',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: MemberView })
  async breakGlass(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: BrokenGlass }) body: z.infer<typeof BrokenGlass>,
  ) {
    return view(actor, await this.members.breakGlass(actor, key, id, body.reason));
  }
}
