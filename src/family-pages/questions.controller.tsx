import { Controller, Get, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../errors.js';
import { familyLanguages } from '../family-languages.js';
import { Besides } from './beside.js';
import { DraftGone } from './draft-gone.js';
import { type Draft, Drafts } from './drafts.js';
import { formOf, requireOwnForm, tokenOfForm } from './form.js';
import { type Here, to } from './page.js';
import { pageOf } from './page-of.js';
import { PlaceNames } from './place-names.js';
import { ProblemPages } from './problem-page.js';
import { questionOf, questions } from './questions/index.js';
import { NameReading } from './questions/name-reading.js';
import type { Question } from './questions/question.js';
import { checkPath, nextPath, QuestionPage, thenCheck } from './questions/question-page.js';
import { goTo, sendPage, sendPiece } from './render.js';

/** F3 to F13, one page each. */
@ApiExcludeController()
@Controller(familyLanguages.map((language) => `${language}/report`))
@UseFilters(ProblemPages)
export class QuestionsController {
  constructor(
    private readonly drafts: Drafts,
    private readonly besides: Besides,
  ) {}

  @Get(':question')
  async ask(
    @Param('question') path: string,
    @Query('then') then: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const here = pageOf(request);
    const question = known(path);
    const draft = await this.drafts.of(request);
    if (draft?.receipt) return goTo(reply, to(here, '/receipt'));
    const token = draft ? tokenOfForm(this.drafts.tokenOf(request)) : '';
    const fromCheck = then === thenCheck;
    sendPage(reply, await this.page(here, question, draft, { token, fromCheck }));
  }

  /** What was typed is kept as it is, whether or not something has to be mended. */
  @Post(':question')
  async answer(@Param('question') path: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const here = pageOf(request);
    const question = known(path);
    const { then, ...typed } = formOf(request);
    let token = '';
    let first = false;
    const draft = await this.drafts.change(request, reply, (draft, own, begun) => {
      requireOwnForm(request, begun ? null : own);
      // Sent before, or at this very moment: nothing is changed any more.
      if (!draft.receipt) draft.answers[question.path] = typed;
      token = tokenOfForm(own);
      first = begun;
    });
    if (draft.receipt) return goTo(reply, to(here, '/receipt'));
    // The answers before this one were kept for their time and are gone: said at once, and not after the last question.
    if (first && question !== questions[0]) return sendPage(reply, <DraftGone here={here} />, 410);
    const beside = await this.besides.of(here, draft.answers, question);
    const { faults } = question.read(typed, beside);
    const fromCheck = then === thenCheck;
    if (Object.keys(faults).length === 0) return goTo(reply, to(here, fromCheck ? checkPath : nextPath(question)));
    const page = { here, question, answers: typed, faults, beside, token, fromCheck };
    sendPage(reply, <QuestionPage {...page} />, 422);
  }

  private async page(here: Here, question: Question, draft: Draft | null, rest: { token: string; fromCheck: boolean }) {
    const answers = draft?.answers ?? {};
    const beside = await this.besides.of(here, answers, question);
    return (
      <QuestionPage here={here} question={question} answers={answers[question.path] ?? {}} beside={beside} {...rest} />
    );
  }
}

/** Pieces of pages for the script. They ask tables that are the same for everybody, never a report or a record, and store nothing. */
@ApiExcludeController()
@Controller([...familyLanguages])
@UseFilters(ProblemPages)
export class PiecesController {
  constructor(private readonly places: PlaceNames) {}

  @Post('name-reading')
  reading(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    requireOwnForm(request, null);
    sendPiece(reply, <NameReading here={pageOf(request)} answers={shortened(formOf(request))} />);
  }

  @Post('places')
  async offers(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    requireOwnForm(request, null);
    const { place = '' } = shortened(formOf(request));
    const names = await this.places.beginningWith(place, pageOf(request).language);
    sendPiece(
      reply,
      names.map((name) => <option key={name} value={name} />),
    );
  }
}

function known(path: string): Question {
  const question = questionOf(path);
  if (!question) throw new Problem('access.not_found');
  return question;
}

/** Nobody's name is longer: what reading costs has a bound. */
const shortened = (form: Record<string, string>) =>
  Object.fromEntries(Object.entries(form).map(([field, text]) => [field, text.slice(0, 400)]));
