import { Controller, Get, Inject, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TryLimits } from '../access/try-limits.js';
import { CONFIG, type Config } from '../config.js';
import { familyLanguages } from '../family-languages.js';
import { storeNoticeWish } from '../family-messages/notice-wish.js';
import { FamilyFiling } from '../family-reports/family-filing.js';
import { KeyRingFile } from '../keys/key-ring-file.js';
import { newSecret } from '../receipts/receipt-digits.js';
import { Besides } from './beside.js';
import { DraftGone } from './draft-gone.js';
import { type Draft, Drafts } from './drafts.js';
import { formOf, requireOwnForm, tokenOfForm } from './form.js';
import { type Here, to } from './page.js';
import { pageOf } from './page-of.js';
import { ProblemPages } from './problem-page.js';
import { isWorkDone, workFor } from './proof-of-work.js';
import { CheckPage, openQuestions } from './questions/check-page.js';
import type { Beside } from './questions/question.js';
import { reportOf } from './questions/report-of-answers.js';
import { noticeOf } from './questions/you.js';
import { goTo, sendPage } from './render.js';

/** F14, and what follows: the report is filed, once. */
@ApiExcludeController()
@Controller(familyLanguages.map((language) => `${language}/report`))
@UseFilters(ProblemPages)
export class SendController {
  constructor(
    private readonly drafts: Drafts,
    private readonly besides: Besides,
    private readonly filing: FamilyFiling,
    private readonly limits: TryLimits,
    private readonly keys: KeyRingFile,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('check')
  async check(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const here = pageOf(request);
    const draft = await this.drafts.of(request);
    if (!draft) return sendPage(reply, <DraftGone here={here} />, 410);
    if (draft.receipt) return goTo(reply, to(here, '/receipt'));
    const beside = await this.besides.of(here, draft.answers);
    sendPage(reply, this.page({ here, draft, beside, token: this.drafts.tokenOf(request) ?? '' }));
  }

  /** Twice at once, and again after a connection that broke: the same number and the same code. */
  @Post('send')
  async send(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const here = pageOf(request);
    const token = this.drafts.tokenOf(request);
    const kept = await this.drafts.of(request);
    if (!token || !kept) return sendPage(reply, <DraftGone here={here} />, 410);
    requireOwnForm(request, token);
    if (kept.receipt) return goTo(reply, to(here, '/receipt'));
    const beside = await this.besides.of(here, kept.answers);
    if (openQuestions(kept.answers, beside).length > 0)
      return sendPage(reply, this.page({ here, draft: kept, beside, token, sent: true }), 422);
    const takeBack = await this.countWithoutWork(request, token);
    // The code is kept before anything is filed under it: whoever is cut off here finds the same one.
    let tried = false;
    const draft = await this.drafts.change(request, reply, (changed) => {
      tried = changed.secret !== undefined;
      changed.secret ??= newSecret();
    });
    if (!draft.receipt && draft.secret) {
      const { id, secret } = draft;
      const body = reportOf(draft, here, beside.today);
      const wish = noticeOf(draft.answers.you ?? {}, here.language);
      try {
        const { requestNumber } = await this.filing.file({
          id,
          secret,
          tried,
          body,
          address: request.ip,
          ...(wish && { storeNotice: (manager, of) => storeNoticeWish(manager, this.keys.current(), of, wish) }),
        });
        await this.drafts.change(request, reply, (changed) => {
          changed.receipt ??= { number: requestNumber, secret };
          // What was told is the report's now.
          changed.answers = {};
        });
      } catch (error) {
        await takeBack();
        throw error;
      }
    }
    goTo(reply, to(here, '/receipt'));
  }

  private page({ token, ...rest }: { here: Here; draft: Draft; beside: Beside; token: string; sent?: boolean }) {
    const bits = this.config.familyProofOfWork;
    return <CheckPage {...rest} token={tokenOfForm(token)} work={bits > 0 ? workFor(token, bits) : null} />;
  }

  /** Where work is asked for, those who bring none (no script runs) may still file, a few from each network. @returns what takes the count back */
  private async countWithoutWork(request: FastifyRequest, token: string): Promise<() => Promise<void>> {
    const bits = this.config.familyProofOfWork;
    if (bits === 0 || isWorkDone(token, bits, formOf(request).work ?? '')) return async () => {};
    const attempt = await this.limits.takeOfNetwork('family_filing_without_work', request.ip);
    return () => attempt.takeBack();
  }
}
