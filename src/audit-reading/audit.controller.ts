import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor } from '../access/actor.js';
import { ApiProblems } from '../api-docs.js';
import { AuditReadingService } from './audit-reading.service.js';
import { AuditChainView, AuditFilter, AuditPage } from './audit-view.js';

@ApiTags('Audit')
@ApiProblems()
@Controller('v1/audit')
export class AuditController {
  constructor(private readonly audit: AuditReadingService) {}

  @Get()
  @ApiOperation({
    operationId: 'listAuditEntries',
    summary: 'Who read or did what in the own organisation, newest first',
    description: 'For auditors. Ids and names of fields, never values. Reading is written down too.',
  })
  @ApiOkResponse({ standardSchema: AuditPage })
  list(@CurrentActor() actor: Actor, @Query({ schema: AuditFilter }) filter: AuditFilter) {
    return this.audit.list(actor, filter);
  }

  @Get('chain')
  @ApiOperation({
    operationId: 'checkAuditChain',
    summary: 'Whether the newest entries follow from each other, checked now',
  })
  @ApiOkResponse({ standardSchema: AuditChainView })
  chain(@CurrentActor() actor: Actor) {
    return this.audit.checkChain(actor);
  }
}
