import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Actor, CurrentActor } from '../access/actor.js';
import { ApiProblems } from '../api-docs.js';
import { DetentionRecordsService, DetentionRecordView } from './detention-records.service.js';

@ApiTags('Detention records')
@ApiProblems()
@Controller('v1/detention-records')
export class DetentionRecordsController {
  constructor(private readonly records: DetentionRecordsService) {}

  @Get(':id')
  @ApiOperation({ operationId: 'getDetentionRecord', summary: 'One detention record' })
  @ApiOkResponse({ standardSchema: DetentionRecordView })
  get(@CurrentActor() actor: Actor, @Param('id', { schema: z.uuid() }) id: string) {
    return this.records.view(actor, id);
  }
}
