import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type Actor, CurrentActor } from '../../access/actor.js';
import { ApiProblems } from '../../api-docs.js';
import { Problem } from '../../errors.js';
import { PersonFeed } from './person-feed.js';

const FeedQuery = z.strictObject({
  max_results: z.coerce.number().int().min(1).max(200).default(100),
  cursor: z.string().max(500).optional().describe('Of the page before: what changed since'),
});

@ApiTags('Exports')
@ApiProblems()
@Controller('v1/feeds')
export class FeedController {
  constructor(private readonly feed: PersonFeed) {}

  @Get('person')
  @ApiOperation({
    operationId: 'readPersonFeed',
    summary: 'People who are sought, and who is gone, as PFIF 1.4 in Atom',
    description:
      'For programs of partners with an agreement to be given persons. Without a cursor everybody who may be shared now; with one what changed since. Who ' +
      'may not be shared any more comes as a tombstone: delete him. The header Athar-Feed-Cursor is the cursor to go on with, now (a link "next" says that ' +
      'there is more) or later. Delete each person at his expiry_date in any case.',
  })
  @ApiProduces('application/atom+xml')
  @ApiOkResponse({ schema: { type: 'string' } })
  async persons(
    @CurrentActor() actor: Actor,
    @Query({ schema: FeedQuery }) { max_results, cursor }: z.infer<typeof FeedQuery>,
    @Res() reply: FastifyReply,
  ) {
    if (actor.kind !== 'partner') throw new Problem('access.not_found');
    const page = await this.feed.page(actor, cursor, max_results);
    reply.header('content-type', 'application/atom+xml; charset=utf-8').header('athar-feed-cursor', page.cursor);
    if (page.more) reply.header('link', `<${this.feed.address(page.cursor)}>; rel="next"`);
    reply.send(page.text);
  }
}
