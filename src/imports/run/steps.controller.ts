import { Body, Controller, Delete, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type Actor, CurrentActor } from '../../access/actor.js';
import { ApiProblems } from '../../api-docs.js';
import { seenRevision } from '../../if-match.js';
import { ImportView } from '../import-view.js';
import { ReasonBody } from '../reason-body.js';
import { RevertSteps } from '../undo/revert-steps.js';
import { ImportSteps } from './import-steps.js';

const Id = z.uuid();

@ApiTags('Imports')
@ApiProblems()
@Controller('v1/imports')
export class ImportStepsController {
  constructor(
    private readonly steps: ImportSteps,
    private readonly reverts: RevertSteps,
  ) {}

  @Post(':id/run')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'runImport',
    summary: 'Store what was checked, row by row as it was shown',
    description:
      'Also goes on with an import that was cancelled in its run. A file that looks suspicious is held back until two people of the organisation that runs the service let it go on.',
  })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the revision that was seen' })
  @ApiAcceptedResponse({ standardSchema: ImportView })
  async run(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return tagged(reply, await this.steps.run(actor, id, seenRevision(ifMatch)));
  }

  @Post(':id/cancellation')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'cancelImport',
    summary: 'Stop an import',
    description:
      'Before the run nothing of it is stored. In the run, what is stored stays; it can be run on or taken back.',
  })
  @ApiAcceptedResponse({ standardSchema: ImportView })
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return tagged(reply, await this.steps.cancel(actor, id));
  }

  @Post(':id/revert')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'revertImport',
    summary: 'Take an import back as a whole',
    description:
      'Its records go, and what it changed says again what stood there before, unless a later import says otherwise. Can be undone for 30 days. ' +
      'Where people have decided about one of its records, a second person of the organisation that runs the service sends the same call.',
  })
  @ApiAcceptedResponse({ standardSchema: ImportView })
  async revert(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ReasonBody }) { reason }: ReasonBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return tagged(reply, await this.reverts.revert(actor, id, reason));
  }

  @Delete(':id/revert')
  @HttpCode(202)
  @ApiOperation({ operationId: 'bringImportBack', summary: 'Bring back an import that was taken back, for 30 days' })
  @ApiAcceptedResponse({ standardSchema: ImportView })
  async bringBack(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return tagged(reply, await this.reverts.bringBack(actor, id));
  }
}

function tagged(reply: FastifyReply, view: ImportView): ImportView {
  reply.header('etag', `"${view.revision}"`);
  return view;
}
