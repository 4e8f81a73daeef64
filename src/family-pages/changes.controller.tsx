import { Controller, Get, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentFamily, type FamilyActor } from '../access/actor.js';
import { Problem } from '../errors.js';
import { familyLanguages } from '../family-languages.js';
import { storeNoticeWish } from '../family-messages/notice-wish.js';
import { FamilyChanges } from '../family-reports/family-changes.js';
import { OwnReport } from '../family-reports/own-report.js';
import { KeyRingFile } from '../keys/key-ring-file.js';
import type { ContactKind } from '../reporters/reporter.entity.js';
import { Besides } from './beside.js';
import { Contact, Correct } from './correct.js';
import type { Answers } from './drafts.js';
import { formOf } from './form.js';
import { MyConsent } from './my-consent.js';
import { ownPage } from './own-session.js';
import { to } from './page.js';
import { ProblemPages } from './problem-page.js';
import { consentFormVersion } from './questions/consent.js';
import { correctable } from './questions/index.js';
import type { FaultKeys, Question } from './questions/question.js';
import { faultsIn } from './questions/question-page.js';
import { isRelative } from './questions/relationship.js';
import { answersOfContent, contentOf } from './questions/report-of-answers.js';
import { contactsOf, faultsOfYou, noticeOf } from './questions/you.js';
import { goTo, sendPage } from './render.js';
import type { Words } from './words.js';

/** What a family changes of what it told: answers, how it is reached, what it allows. */
@ApiExcludeController()
@Controller([...familyLanguages])
@UseFilters(ProblemPages)
export class ChangesController {
  constructor(
    private readonly reports: OwnReport,
    private readonly changes: FamilyChanges,
    private readonly besides: Besides,
    private readonly keys: KeyRingFile,
  ) {}

  @Get('mine/correct/:question')
  async question(
    @CurrentFamily() actor: FamilyActor,
    @Param('question') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const question = correctableOf(path);
    const answers = await this.ownAnswers(actor);
    await this.ask(question, answers[question.path] ?? {}, {}, request, reply);
  }

  /** What was told before is kept as it was; what is told now is told by the family itself. */
  @Post('mine/correct/:question')
  async correct(
    @CurrentFamily() actor: FamilyActor,
    @Param('question') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const question = correctableOf(path);
    const { here } = ownPage(request);
    const typed = formOf(request);
    const beside = await this.besides.of(here, {});
    const { faults } = question.read(typed, beside);
    if (Object.keys(faults).length > 0) return this.ask(question, typed, faults, request, reply);
    const answers = await this.ownAnswers(actor);
    await this.changes.correct(actor, contentOf({ ...answers, [question.path]: typed }, beside.today));
    goTo(reply, to(here, '/mine/saved'));
  }

  private async ask(
    question: Question,
    answers: Answers,
    faults: FaultKeys,
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    const page = ownPage(request);
    const beside = await this.besides.of(page.here, {});
    const said = faultsIn(page.here, faults);
    const status = Object.keys(said).length > 0 ? 422 : 200;
    sendPage(reply, <Correct {...page} question={question} answers={answers} faults={said} beside={beside} />, status);
  }

  /** @throws Problem access.not_found for a relative who told nothing here */
  private async ownAnswers(actor: FamilyActor) {
    const { content } = await this.reports.read(actor);
    if (!content) throw new Problem('access.not_found');
    return answersOfContent(content);
  }

  @Get('mine/contact')
  contact(@CurrentFamily() actor: FamilyActor, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.askContact(actor, {}, {}, request, reply);
  }

  @Post('mine/contact')
  async changeContact(@CurrentFamily() actor: FamilyActor, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { here } = ownPage(request);
    const typed = formOf(request);
    const faults = faultsOfYou(typed);
    if (Object.keys(faults).length > 0) return this.askContact(actor, typed, faults, request, reply);
    const ring = this.keys.current();
    const wish = noticeOf(typed, here.language);
    await this.changes.changeContacts(actor, contactsOf(typed, here), (manager, owner) =>
      storeNoticeWish(manager, ring, owner, wish),
    );
    goTo(reply, to(here, '/mine/saved'));
  }

  private async askContact(
    actor: FamilyActor,
    answers: Answers,
    faults: FaultKeys,
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    const page = ownPage(request);
    const { words: t } = page.here;
    const { contactKinds } = await this.reports.read(actor);
    const beside = await this.besides.of(page.here, {});
    const said = faultsIn(page.here, faults);
    const ways = [...new Set(contactKinds.map((kind) => wayOf(t, kind)))];
    const status = Object.keys(said).length > 0 ? 422 : 200;
    sendPage(reply, <Contact {...page} answers={answers} faults={said} beside={beside} ways={ways} />, status);
  }

  @Get('mine/consent')
  async consent(@CurrentFamily() actor: FamilyActor, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const page = ownPage(request);
    const { consents, relationship } = await this.reports.read(actor);
    const partners = await this.besides.partners();
    const relative = isRelative({ relationship });
    sendPage(reply, <MyConsent {...page} consents={consents} partners={partners} isRelative={relative} />);
  }

  /** Each answer that is another one than before. The same form sent again finds nothing to change. */
  @Post('mine/consent')
  async changeConsent(@CurrentFamily() actor: FamilyActor, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { here } = ownPage(request);
    const form = formOf(request);
    const read = { formVersion: consentFormVersion, language: here.language };
    const { consents } = await this.reports.read(actor);
    for (const { purpose, granted } of consents) {
      const other = granted ? 'no' : 'yes';
      if (form[purpose] === other) await this.changes.answerConsent(actor, purpose, !granted, read);
    }
    goTo(reply, to(here, '/mine/saved'));
  }
}

function correctableOf(path: string): Question {
  const question = correctable.find((each) => each.path === path);
  if (!question) throw new Problem('access.not_found');
  return question;
}

/** The kind alone, in the words of the form. */
function wayOf(t: Words, kind: ContactKind): string {
  if (kind === 'email') return t('you.email');
  return t(kind === 'other' ? 'contact.other' : 'you.phone');
}
