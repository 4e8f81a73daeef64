import { Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { familyCookie } from '../access/callers.js';
import { csrfTokenOf } from '../access/cross-site.js';
import { Problem } from '../errors.js';
import { familyLanguages } from '../family-languages.js';
import { FamilySessions } from '../receipts/family-sessions.js';
import { numberLength, readDigits, secretLength } from '../receipts/receipt-digits.js';
import { formOf, requireOwnForm } from './form.js';
import { lateFormIn, SendLate } from './late-form.js';
import { type Here, to } from './page.js';
import { pageOf } from './page-of.js';
import { ProblemPages, sayProblem } from './problem-page.js';
import { goTo, sendPage } from './render.js';
import { Return, SomebodyTried } from './return.js';

/** F16: a family comes back with its number and its code, as over the interface (security.md C2). */
@ApiExcludeController()
@Controller([...familyLanguages])
@UseFilters(ProblemPages)
export class ReturnController {
  constructor(private readonly sessions: FamilySessions) {}

  @Get('return')
  show(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    sendPage(reply, <Return here={pageOf(request)} />);
  }

  @Post('return')
  async open(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    requireOwnForm(request, null);
    const here = pageOf(request);
    const form = formOf(request);
    const typed = { number: form.number ?? '', code: form.code ?? '' };
    const late = lateFormIn(form);
    const opened = await this.tryToOpen(typed, request.ip);
    if (opened instanceof Problem) {
      sendPage(
        reply,
        <Return here={here} typed={typed} late={late} {...refusal(here, reply, opened)} />,
        statusOf(opened),
      );
      return;
    }
    const { token, somebodyTried } = opened;
    reply.setCookie(familyCookie, token, { httpOnly: true, sameSite: 'strict', secure: true, path: '/' });
    const signedIn = { ...here, signedIn: true };
    const note = somebodyTried ? here.words('return.somebody_tried') : undefined;
    if (late) sendPage(reply, <SendLate here={signedIn} token={csrfTokenOf(token)} late={late} note={note} />);
    else if (note) sendPage(reply, <SomebodyTried here={signedIn} />);
    else goTo(reply, to(here, '/mine'));
  }

  /**
   * What is too short or too long to be a number or a code is said to be wrong like any other, and counted as no try: how many digits they have is known
   * to everybody, and whoever left one out has lost nothing.
   */
  private async tryToOpen(typed: { number: string; code: string }, address: string) {
    const [number, secret] = [readDigits(typed.number, numberLength), readDigits(typed.code, secretLength)];
    if (number === null || secret === null) return new Problem('receipt.wrong');
    const digits = (read: string) => (read === 'not digits' ? null : read);
    return this.sessions.open(digits(number), digits(secret), address).catch((error) => {
      if (error instanceof Problem) return error;
      throw error;
    });
  }
}

/** One text for everything that is not right; a wait is said with what was typed still there. */
function refusal(here: Here, reply: FastifyReply, problem: Problem) {
  if (problem.code === 'receipt.wrong') return { faults: { number: here.words('return.wrong') } };
  return { wait: sayProblem(here, reply, problem) };
}

/** A page with something to correct is 422 on every page. */
const statusOf = ({ code, status }: Problem) => (code === 'receipt.wrong' ? 422 : status);
