import { Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentFamily, type FamilyActor } from '../access/actor.js';
import { familyLanguages } from '../family-languages.js';
import { FamilyChanges } from '../family-reports/family-changes.js';
import { OwnReport } from '../family-reports/own-report.js';
import { formOf } from './form.js';
import { MyConsent } from './my-consent.js';
import { ownPage } from './own-session.js';
import { to } from './page.js';
import { ProblemPages } from './problem-page.js';
import { goTo, sendPage } from './render.js';

/** What a family changes of what it told: answers, how it is reached, what it allows. */
@ApiExcludeController()
@Controller([...familyLanguages])
@UseFilters(ProblemPages)
export class ChangesController {
  constructor(
    private readonly reports: OwnReport,
    private readonly changes: FamilyChanges,
  ) {}

  @Get('mine/consent')
  async consent(@CurrentFamily() actor: FamilyActor, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { consents } = await this.reports.read(actor);
    sendPage(reply, <MyConsent {...ownPage(request)} consents={consents} partners={[]} isRelative />);
  }

  /** Each answer that is another one than before. What was answered already is not asked of anybody again. */
  @Post('mine/consent')
  async changeConsent(@CurrentFamily() actor: FamilyActor, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { here } = ownPage(request);
    const form = formOf(request);
    const { consents } = await this.reports.read(actor);
    for (const { purpose, granted } of consents) {
      const answer = form[purpose];
      if ((answer === 'yes' && !granted) || (answer === 'no' && granted))
        await this.changes.answerConsent(actor, purpose, !granted, formVersion, here.language);
    }
    goTo(reply, to(here, '/mine/saved'));
  }
}
