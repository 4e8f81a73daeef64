import { Controller, Delete, Get, HttpCode, Param, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ApiProblems } from '../api-docs.js';
import { CurrentStaff, type StaffActor } from './actor.js';
import { clearSessionCookie } from './session-view.js';
import { Sessions } from './sessions.js';

const OwnSessions = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        created_at: z.iso.datetime(),
        last_seen_at: z.iso.datetime().describe('To the minute.'),
        expires_at: z.iso.datetime().describe('At the latest; 15 minutes without a request end it before.'),
        current: z.boolean().describe('The one that asks.'),
      }),
    ),
  })
  .meta({ id: 'OwnSessions' });

@ApiTags('Session')
@ApiProblems()
@Controller('v1/sessions')
export class OwnSessionsController {
  constructor(private readonly sessions: Sessions) {}

  @Get()
  @ApiOperation({ operationId: 'listOwnSessions', summary: 'Where one is signed in, newest first' })
  @ApiOkResponse({ standardSchema: OwnSessions })
  async list(@CurrentStaff() actor: StaffActor) {
    const items = await this.sessions.listOwn(actor);
    return {
      items: items.map((session) => ({
        id: session.id,
        created_at: session.createdAt.toISOString(),
        last_seen_at: session.lastSeenAt.toISOString(),
        expires_at: session.expiresAt.toISOString(),
        current: session.id === actor.sessionId,
      })),
    };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'endOwnSession', summary: 'End one of them, at once' })
  @ApiNoContentResponse()
  async end(@CurrentStaff() actor: StaffActor, @Param('id') id: string) {
    await this.sessions.endOwn(actor, id);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ operationId: 'endOwnSessions', summary: 'End all of them, at once, with the one that asks' })
  @ApiNoContentResponse()
  async endAll(@CurrentStaff() actor: StaffActor, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.sessions.endAllOwn(actor);
    clearSessionCookie(reply);
  }
}
