import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Actor, CurrentActor } from '../../access/actor.js';
import { ApiProblems } from '../../api-docs.js';
import { ProgressStreams } from './progress-streams.js';

const Id = z.uuid();
const heartbeatMs = 15_000;
/** Of somebody who does not read what is sent to him. */
const mostUnread = 64 * 1024;

@ApiTags('Imports')
@ApiProblems()
@Controller('v1/imports/:id/progress')
export class ProgressController {
  constructor(private readonly streams: ProgressStreams) {}

  @Get()
  @ApiOperation({
    operationId: 'watchImport',
    summary: 'How far an import is, as server-sent events',
    description:
      'An event `progress` once a second: {"state", "stage", "done", "total", "rate_per_second", "seconds_left"}. It ends when the import waits ' +
      'for a person or is over, and after ten minutes. GET /v1/imports/{id} says the same when asked again and again.',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  async watch(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.streams.authorise(actor, id);
    const { raw } = reply;
    reply.hijack();
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const send = (text: string) => {
      if (raw.writableLength > mostUnread) raw.destroy();
      else raw.write(text);
    };
    const heartbeat = setInterval(() => send(':\n\n'), heartbeatMs);
    const stop = this.streams.listen(id, {
      actor,
      tell: (event) => send(`event: progress\ndata: ${JSON.stringify(event)}\n\n`),
      end: () => raw.end(),
    });
    raw.once('close', () => {
      clearInterval(heartbeat);
      stop();
    });
    // He may have gone while he was being let in.
    if (request.raw.destroyed && raw.destroyed) stop();
  }
}
