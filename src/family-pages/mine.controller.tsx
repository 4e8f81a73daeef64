import { Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentFamily, type FamilyActor } from '../access/actor.js';
import { familyLanguages } from '../family-languages.js';
import { FamilyMessages } from '../family-messages/family-messages.js';
import { OwnReport } from '../family-reports/own-report.js';
import { Besides } from './beside.js';
import type { Faults } from './fields.js';
import { formOf } from './form.js';
import { uuidOf } from './form-id.js';
import { Messages } from './messages.js';
import { Mine } from './mine.js';
import { forgetEverything, OwnSession, ownPage } from './own-session.js';
import { to } from './page.js';
import { pageOf } from './page-of.js';
import { ProblemPages } from './problem-page.js';
import { FormReader } from './questions/form-reader.js';
import { faultsIn } from './questions/question-page.js';
import { goTo, sendPage } from './render.js';
import type { Key } from './words.js';

/** As long as what a family writes to us (family-messages). */
const longestMessage = 4000;

/** F17 and F18: where the report stands, what was told, and what is written to each other. */
@ApiExcludeController()
@Controller([...familyLanguages])
@UseFilters(ProblemPages)
export class MineController {
  constructor(
    private readonly reports: OwnReport,
    private readonly messages: FamilyMessages,
    private readonly session: OwnSession,
    private readonly besides: Besides,
  ) {}

  @Get('mine')
  show(@CurrentFamily() actor: FamilyActor, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.mine(actor, request, reply);
  }

  /** After a change. An address of its own, so that loading it again changes nothing twice, and no word of the change stands in it. */
  @Get('mine/saved')
  saved(@CurrentFamily() actor: FamilyActor, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.mine(actor, request, reply, 'mine.saved');
  }

  /** To open it again is for people to do. */
  @Get('mine/asked')
  asked(@CurrentFamily() actor: FamilyActor, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.mine(actor, request, reply, 'mine.asked');
  }

  private async mine(actor: FamilyActor, request: FastifyRequest, reply: FastifyReply, notice?: Key) {
    const page = ownPage(request);
    const report = await this.reports.read(actor);
    const beside = await this.besides.of(page.here, {});
    sendPage(reply, <Mine {...page} report={report} beside={beside} notice={notice} />);
  }

  @Get('mine/messages')
  read(@CurrentFamily() actor: FamilyActor, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.thread(actor, request, reply);
  }

  @Get('mine/messages/sent')
  sent(@CurrentFamily() actor: FamilyActor, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.thread(actor, request, reply, { notice: pageOf(request).words('messages.sent') });
  }

  @Post('mine/messages')
  async write(@CurrentFamily() actor: FamilyActor, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { here } = ownPage(request);
    const form = formOf(request);
    const reader = new FormReader(form);
    const text = reader.paragraph('text', longestMessage);
    if (text === undefined) reader.fault('text', 'fault.text_missing');
    const faults = faultsIn(here, reader.faults);
    if (text === undefined) return this.thread(actor, request, reply, { text: form.text, faults });
    await this.messages.write(actor, text, uuidOf(form.id));
    goTo(reply, to(here, '/mine/messages/sent'));
  }

  private async thread(
    actor: FamilyActor,
    request: FastifyRequest,
    reply: FastifyReply,
    shown: { text?: string; faults?: Faults; notice?: string } = {},
  ) {
    const page = ownPage(request);
    const messages = await this.messages.list(actor, page.here.language);
    sendPage(reply, <Messages {...page} messages={messages} {...shown} />, shown.faults ? 422 : 200);
  }

  /** Ends the session, and leaves nothing of it on this telephone. */
  @Post('mine/leave')
  async leave(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.session.end(request, reply);
    reply.header('clear-site-data', forgetEverything);
    goTo(reply, to(pageOf(request), '/start'));
  }
}
