import { Controller, Get, Inject, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config.js';
import { Problem } from '../errors.js';
import { familyLanguages } from '../family-languages.js';
import { ChooseLanguage, Help, Helper, Need, Start } from './doors.js';
import { Drafts } from './drafts.js';
import { requireOwnForm } from './form.js';
import { forgetEverything, OwnSession } from './own-session.js';
import { to } from './page.js';
import { pageOf } from './page-of.js';
import { ProblemPages } from './problem-page.js';
import { goTo, sendPage } from './render.js';

/** F0: in which language. */
@ApiExcludeController()
@Controller()
@UseFilters(ProblemPages)
export class FirstPageController {
  @Get()
  choose(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    sendPage(reply, <ChooseLanguage preferred={request.headers['accept-language']} path="/start" />);
  }

  /** As it can be said on the telephone: which language is asked here. */
  @Get('verify')
  verify(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    sendPage(reply, <ChooseLanguage preferred={request.headers['accept-language']} path="/verify" />);
  }
}

/** F1, F2, help and the way out. */
@ApiExcludeController()
@Controller([...familyLanguages])
@UseFilters(ProblemPages)
export class DoorsController {
  constructor(
    private readonly drafts: Drafts,
    private readonly session: OwnSession,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    goTo(reply, to(pageOf(request), '/start'));
  }

  @Get('start')
  start(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    sendPage(reply, <Start here={pageOf(request)} />);
  }

  @Get('helper')
  helper(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    sendPage(reply, <Helper here={pageOf(request)} />);
  }

  @Post('helper')
  async helped(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    requireOwnForm(request, null);
    await this.drafts.change(request, reply, (draft) => {
      draft.helper = true;
    });
    goTo(reply, to(pageOf(request), '/need'));
  }

  @Get('need')
  need(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    sendPage(reply, <Need here={pageOf(request)} />);
  }

  @Get('help')
  help(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    sendPage(reply, <Help here={pageOf(request)} contact={this.config.familyHelpContact} />);
  }

  /** The way out: the browser is told to forget everything of this service, and goes where anybody may have been. */
  @Get('leave')
  async leave(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    // Whatever fails, the page is left.
    await Promise.allSettled([this.drafts.end(request, reply), this.session.end(request, reply)]);
    reply.header('clear-site-data', forgetEverything);
    goTo(reply, this.config.familyExit);
  }

  /** Any other address below a language. */
  @Get('*')
  missing() {
    throw new Problem('access.not_found');
  }
}
