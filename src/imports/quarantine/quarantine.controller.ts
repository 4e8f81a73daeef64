import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../../access/actor.js';
import { ApiProblems } from '../../api-docs.js';
import type { Import } from '../import.entity.js';
import { importStates } from '../import-states.js';
import { ReasonView } from '../inspection-view.js';
import { listKinds } from '../mapping/import-fields.js';
import { ReasonBody } from '../reason-body.js';
import { ReleaseSteps } from './release-steps.js';

const SuspiciousImport = z
  .object({
    id: z.uuid(),
    organisation_id: z.uuid(),
    sent_by: z.uuid().describe('An account or the key of a program'),
    kind: z.enum(listKinds),
    state: z.enum(importStates),
    rows: z.object({ total: z.int(), done: z.int() }),
    reasons: z.array(ReasonView).describe('Those that begin with "matches." are never told to whoever sent the file'),
    release: z.object({ asked_by: z.uuid(), reason: z.string(), released_by: z.uuid().nullable() }).nullable(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'SuspiciousImport', description: 'A file that two people have to look at before it counts.' });
const SuspiciousImports = z.object({ items: z.array(SuspiciousImport) }).meta({ id: 'SuspiciousImports' });
const Id = z.uuid();

const view = (row: Import): z.infer<typeof SuspiciousImport> => ({
  id: row.id,
  organisation_id: row.organisationId,
  sent_by: row.createdBy,
  kind: row.kind,
  state: row.state,
  rows: { total: row.rowsTotal, done: row.rowsDone },
  reasons: row.quarantine ?? [],
  release:
    row.releaseAskedBy === null
      ? null
      : { asked_by: row.releaseAskedBy, reason: row.releaseReason ?? '', released_by: row.releasedBy },
  created_at: row.createdAt.toISOString(),
});

@ApiTags('Imports')
@ApiProblems()
@Controller('v1')
export class QuarantineController {
  constructor(private readonly releases: ReleaseSteps) {}

  @Get('suspicious-imports')
  @ApiOperation({
    operationId: 'listSuspiciousImports',
    summary: 'Files of any organisation that wait for two people, oldest first',
  })
  @ApiOkResponse({ standardSchema: SuspiciousImports })
  async list(@CurrentStaff() actor: StaffActor) {
    return { items: (await this.releases.waiting(actor)).map(view) };
  }

  @Post('imports/:id/release')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'releaseImport',
    summary: 'Let a suspicious file go on: a first person asks, a second one confirms by the same call',
    description: 'Neither of them sent it. What comparing found is in sight from then on.',
  })
  @ApiOkResponse({ standardSchema: SuspiciousImport })
  async release(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ReasonBody }) { reason }: ReasonBody,
  ) {
    return view(await this.releases.release(actor, id, reason));
  }

  @Post('imports/:id/refusal')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'refuseImport',
    summary: 'Refuse a suspicious file: it is not stored, or what is stored is taken back for good',
  })
  @ApiOkResponse({ standardSchema: SuspiciousImport })
  async refuse(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ReasonBody }) { reason }: ReasonBody,
  ) {
    return view(await this.releases.refuse(actor, id, reason));
  }
}
