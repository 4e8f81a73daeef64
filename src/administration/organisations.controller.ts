import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { line } from '../request-text.js';
import { pageSize } from '../views.js';
import { agreementFields, agreementPurposes, OrganisationView } from './organisation-view.js';
import { Organisations } from './organisations.service.js';

const Page = z.strictObject(pageSize);
const OrganisationPage = z
  .object({ items: z.array(OrganisationView), next: z.string().nullable() })
  .meta({ id: 'OrganisationPage' });
const NewOrganisation = z.strictObject({ name: line(200) }).meta({ id: 'NewOrganisation' });
/** Postgres knows no year 0, and nobody agrees to anything in another age. */
const day = z.iso.date().refine((date) => date >= '2000-01-01' && date < '2100-01-01', 'A day of this century.');
const NewAgreement = z
  .strictObject({
    purpose: z.enum(agreementPurposes),
    fields: z.array(z.enum(agreementFields)).min(1).max(agreementFields.length),
    valid_from: day,
    valid_until: day.describe('The last day, inclusive'),
  })
  .refine((body) => body.valid_until >= body.valid_from, {
    path: ['valid_until'],
    message: 'It ends before it begins.',
  })
  .meta({ id: 'NewAgreement' });
const EndedSessions = z.object({ ended: z.int() }).meta({ id: 'EndedSessions' });
const Id = z.uuid();

@ApiTags('Organisations')
@ApiProblems()
@Controller('v1/organisations')
export class OrganisationsController {
  constructor(private readonly organisations: Organisations) {}

  @Get()
  @ApiOperation({
    operationId: 'listOrganisations',
    summary: 'The own organisation with its agreements, or for a system administrator all',
  })
  @ApiOkResponse({ standardSchema: OrganisationPage })
  list(@CurrentStaff() actor: StaffActor, @Query({ schema: Page }) page: z.infer<typeof Page>) {
    return this.organisations.list(actor, page);
  }

  @Post()
  @ApiOperation({ operationId: 'createOrganisation', summary: 'A new partner organisation' })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: OrganisationView })
  create(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: NewOrganisation }) body: z.infer<typeof NewOrganisation>,
  ) {
    return this.organisations.create(actor, key, body.name);
  }

  @Post(':id/agreements')
  @ApiOperation({ operationId: 'addAgreement', summary: 'What an organisation agreed to, and until when' })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: OrganisationView })
  addAgreement(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NewAgreement }) body: z.infer<typeof NewAgreement>,
  ) {
    return this.organisations.addAgreement(actor, key, id, body);
  }

  @Delete(':id/agreements/:agreementId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'endAgreement', summary: 'End an agreement now; it stays in the list' })
  @ApiNoContentResponse()
  endAgreement(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Param('agreementId', { schema: Id }) agreementId: string,
  ) {
    return this.organisations.endAgreement(actor, id, agreementId);
  }

  @Post(':id/sessions/revocation')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'endOrganisationSessions',
    summary: 'In an emergency: end every session of an organisation but the own one',
  })
  @ApiOkResponse({ standardSchema: EndedSessions })
  async endSessions(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return { ended: await this.organisations.endAllSessions(actor, id) };
  }
}
