import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentStaff, type StaffActor, scopes } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { line } from '../request-text.js';
import { pageSize } from '../views.js';
import { NewSecretView, PartnerKeyView } from './partner-key-view.js';
import { PartnerKeys } from './partner-keys.service.js';

const day = 86_400_000;
const Page = z.strictObject(pageSize);
const PartnerKeyPage = z
  .object({ items: z.array(PartnerKeyView), next: z.string().nullable() })
  .meta({ id: 'PartnerKeyPage' });
const NewPartnerKey = z
  .strictObject({
    name: line(100),
    scopes: z
      .array(z.enum(scopes))
      .min(1)
      .refine((list) => new Set(list).size === list.length, 'Each scope once.')
      .describe(
        'import: hand in lists. read_own: read what became of them. read_feed: follow the persons that the families let partners know of. overlap: nothing uses it yet.',
      ),
    expires_at: z.iso.datetime().refine((text) => {
      const left = Date.parse(text) - Date.now();
      return left > 0 && left <= 365 * day;
    }, 'Later than now, and within a year.'),
  })
  .meta({ id: 'NewPartnerKey' });
const Rotation = z
  .strictObject({ overlap_days: z.int().min(0).max(30) })
  .meta({ id: 'KeyRotation', description: 'For so long the present secret goes on; 0 ends it at once' });
const Id = z.uuid();

@ApiTags('Partner keys')
@ApiProblems()
@Controller('v1/keys')
export class PartnerKeysController {
  constructor(private readonly keys: PartnerKeys) {}

  @Get()
  @ApiOperation({
    operationId: 'listKeys',
    summary: 'Keys of the own organisation, or for a system administrator of all; never their secrets',
  })
  @ApiOkResponse({ standardSchema: PartnerKeyPage })
  list(@CurrentStaff() actor: StaffActor, @Query({ schema: Page }) page: z.infer<typeof Page>) {
    return this.keys.list(actor, page);
  }

  @Post()
  @ApiOperation({
    operationId: 'createKey',
    summary: 'A key for a program of the own organisation; its secret is shown once',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: NewSecretView })
  create(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() idempotencyKey: string,
    @Body({ schema: NewPartnerKey }) body: z.infer<typeof NewPartnerKey>,
  ) {
    return this.keys.create(actor, idempotencyKey, body);
  }

  @Post(':id/rotation')
  @ApiOperation({ operationId: 'rotateKey', summary: 'A second secret; the present one goes on for a while' })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: NewSecretView })
  rotate(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() idempotencyKey: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Rotation }) body: z.infer<typeof Rotation>,
  ) {
    return this.keys.rotate(actor, idempotencyKey, id, body.overlap_days);
  }

  @Delete(':id/secrets/:secretId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'endKeySecret', summary: 'End one secret of a key, at once' })
  @ApiNoContentResponse()
  endSecret(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Param('secretId', { schema: Id }) secretId: string,
  ) {
    return this.keys.endSecret(actor, id, secretId);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'revokeKey', summary: 'Revoke a key with all its secrets, at once' })
  @ApiNoContentResponse()
  revoke(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return this.keys.revoke(actor, id);
  }
}
