import { Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../errors.js';
import { familyLanguages } from '../family-languages.js';
import { MessageChecks } from '../family-messages/message-checks.js';
import { formOf, requireOwnForm } from './form.js';
import { OwnSession } from './own-session.js';
import type { Here } from './page.js';
import { pageOf } from './page-of.js';
import { ProblemPages, sayProblem } from './problem-page.js';
import { sendPage } from './render.js';
import { Verify } from './verify.js';

/** Whether a message is ours, for anybody: relatives pass messages on, and not everybody who gets one has a code of his own. */
@ApiExcludeController()
@Controller([...familyLanguages])
@UseFilters(ProblemPages)
export class VerifyController {
  constructor(
    private readonly checks: MessageChecks,
    private readonly session: OwnSession,
  ) {}

  @Get('verify')
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    sendPage(reply, <Verify here={await this.here(request)} />);
  }

  @Post('verify')
  async check(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    requireOwnForm(request, null);
    const here = await this.here(request);
    try {
      const found = await this.checks.check(formOf(request).code ?? '', request.ip);
      sendPage(reply, <Verify here={here} checked={found ?? 'not ours'} />);
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      sendPage(reply, <Verify here={here} wait={sayProblem(here, reply, error)} />, error.status);
    }
  }

  private async here(request: FastifyRequest): Promise<Here> {
    return pageOf(request, (await this.session.of(request)) !== null);
  }
}
