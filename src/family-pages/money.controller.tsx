import { Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { csrfTokenOf } from '../access/cross-site.js';
import { Problem } from '../errors.js';
import { familyLanguages } from '../family-languages.js';
import { FamilyExtortion } from '../family-reports/family-extortion.js';
import type { Answers } from './drafts.js';
import { formOf, requireOwnForm } from './form.js';
import { uuidOf } from './form-id.js';
import { askedFor, Money, MoneyThanks, ways } from './money.js';
import { OwnSession } from './own-session.js';
import { to } from './page.js';
import { pageOf } from './page-of.js';
import { ProblemPages, sayProblem } from './problem-page.js';
import { FormReader } from './questions/form-reader.js';
import { faultsIn } from './questions/question-page.js';
import { goTo, sendPage } from './render.js';

/** In characters, as it is stored. */
const longestTold = 4000;

/** F19: somebody asks a family for something in exchange for news (R13). */
@ApiExcludeController()
@Controller([...familyLanguages])
@UseFilters(ProblemPages)
export class MoneyController {
  constructor(
    private readonly extortion: FamilyExtortion,
    private readonly session: OwnSession,
  ) {}

  @Get('money')
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const session = await this.session.of(request);
    const token = session ? csrfTokenOf(session.credential) : '';
    sendPage(reply, <Money here={pageOf(request, session !== null)} token={token} />);
  }

  @Post('money')
  async tell(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const session = await this.session.of(request);
    requireOwnForm(request, session?.credential ?? null);
    const answers = formOf(request);
    // It was to protect a report: without the session it would be nobody's.
    if (!session && answers.own === 'yes') throw new Problem('access.sign_in');
    const here = pageOf(request, session !== null);
    const token = session ? csrfTokenOf(session.credential) : '';
    const { body, faults } = read(answers);
    if (!body)
      return sendPage(
        reply,
        <Money here={here} token={token} answers={answers} faults={faultsIn(here, faults)} />,
        422,
      );
    try {
      await this.extortion.file(session?.actor ?? null, body, request.ip, uuidOf(answers.id));
    } catch (error) {
      if (!(error instanceof Problem) || (error.status !== 429 && error.status !== 503)) throw error;
      const wait = sayProblem(here, reply, error);
      return sendPage(reply, <Money here={here} token={token} answers={answers} wait={wait} />, error.status);
    }
    goTo(reply, to(here, '/money/thanks'));
  }

  @Get('money/thanks')
  async thanks(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    sendPage(reply, <MoneyThanks here={pageOf(request, (await this.session.of(request)) !== null)} />);
  }
}

function read(answers: Answers) {
  const form = new FormReader(answers);
  const asked_for = form.choice('asked_for', askedFor) ?? form.fault('asked_for', 'fault.answer_missing');
  const way = form.choice('way', ways) ?? form.fault('way', 'fault.answer_missing');
  const told = form.paragraph('told', longestTold) ?? form.fault('told', 'fault.told_missing');
  const { faults } = form;
  return { faults, body: asked_for && way && told ? { asked_for, way, told } : null };
}
