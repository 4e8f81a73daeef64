import { Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentFamily, type FamilyActor } from '../access/actor.js';
import { familyCookie } from '../access/callers.js';
import { Problem } from '../errors.js';
import { familyLanguages } from '../family-languages.js';
import { FamilyChanges } from '../family-reports/family-changes.js';
import { OwnReport } from '../family-reports/own-report.js';
import { readDigits, secretLength } from '../receipts/receipt-digits.js';
import { formOf } from './form.js';
import { forgetEverything, ownPage } from './own-session.js';
import { to } from './page.js';
import { pageOf } from './page-of.js';
import { ProblemPages, sayProblem } from './problem-page.js';
import { goTo, sendPage } from './render.js';
import { Removed, Stop } from './stop.js';

/** F20: pause, go on, open again, remove. */
@ApiExcludeController()
@Controller([...familyLanguages])
@UseFilters(ProblemPages)
export class StopController {
  constructor(
    private readonly reports: OwnReport,
    private readonly changes: FamilyChanges,
  ) {}

  @Get('mine/stop')
  async show(@CurrentFamily() actor: FamilyActor, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { state } = await this.reports.read(actor);
    sendPage(reply, <Stop {...ownPage(request)} state={state} />);
  }

  @Post('mine/pause')
  async pause(@CurrentFamily() actor: FamilyActor, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.changes.pause(actor);
    goTo(reply, to(pageOf(request), '/mine/saved'));
  }

  @Post('mine/resume')
  async resume(@CurrentFamily() actor: FamilyActor, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.changes.resume(actor);
    goTo(reply, to(pageOf(request), '/mine/saved'));
  }

  @Post('mine/reopen')
  async reopen(@CurrentFamily() actor: FamilyActor, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.changes.reopen(actor);
    goTo(reply, to(pageOf(request), '/mine/asked'));
  }

  /** For good: asked with the code, so that nobody does it who was only handed an open telephone. */
  @Post('mine/remove')
  async remove(@CurrentFamily() actor: FamilyActor, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const page = ownPage(request);
    const typed = formOf(request).code ?? '';
    const refused = await this.tryToRemove(actor, typed, request.ip);
    if (refused) {
      const { state } = await this.reports.read(actor);
      const wrong = refused.code === 'receipt.wrong';
      const said = wrong
        ? { faults: { code: page.here.words('stop.code_wrong') } }
        : { wait: sayProblem(page.here, reply, refused) };
      return sendPage(reply, <Stop {...page} state={state} typed={typed} {...said} />, wrong ? 422 : refused.status);
    }
    reply.clearCookie(familyCookie, { path: '/', secure: true }).header('clear-site-data', forgetEverything);
    goTo(reply, to(page.here, '/removed'));
  }

  /** @returns why it was not removed. A code of another length is said to be wrong and counted as no try, as on the way in. */
  private async tryToRemove(actor: FamilyActor, typed: string, address: string): Promise<Problem | null> {
    const secret = readDigits(typed, secretLength);
    if (secret === null || secret === 'not digits') return new Problem('receipt.wrong');
    try {
      await this.changes.remove(actor, secret, address);
      return null;
    } catch (error) {
      if (
        error instanceof Problem &&
        ['receipt.wrong', 'access.too_many_tries', 'service.unavailable'].includes(error.code)
      )
        return error;
      throw error;
    }
  }

  @Get('removed')
  removed(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    sendPage(reply, <Removed here={pageOf(request)} />);
  }
}
