import { Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { csrfTokenOf } from '../access/cross-site.js';
import { familyLanguages } from '../family-languages.js';
import { Drafts } from './drafts.js';
import { requireOwnForm } from './form.js';
import { to } from './page.js';
import { pageOf } from './page-of.js';
import { ProblemPages } from './problem-page.js';
import { Kept, Receipt, receiptFile } from './receipt.js';
import { goTo, sendPage } from './render.js';

/** Says nothing to whoever looks through the telephone. */
const fileName = 'note.txt';

/** F15: number and code, for as long as the draft holds them. */
@ApiExcludeController()
@Controller([...familyLanguages])
@UseFilters(ProblemPages)
export class ReceiptController {
  constructor(private readonly drafts: Drafts) {}

  @Get('receipt')
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const here = pageOf(request);
    const receipt = (await this.drafts.of(request))?.receipt;
    const token = this.drafts.tokenOf(request);
    if (!receipt || !token) return goTo(reply, to(here, '/return'));
    sendPage(reply, <Receipt here={here} token={csrfTokenOf(token)} receipt={receipt} />);
  }

  @Post('receipt/file')
  async file(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    requireOwnForm(request, this.drafts.tokenOf(request));
    const here = pageOf(request);
    const receipt = (await this.drafts.of(request))?.receipt;
    if (!receipt) return goTo(reply, to(here, '/return'));
    reply
      .headers({
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': `attachment; filename="${fileName}"`,
        'cache-control': 'no-store, no-transform',
      })
      .send(receiptFile(here, receipt));
  }

  /**
   * Ends the draft, and opens no session: many are done here, and a telephone that is taken out of a hand the next minute must show nothing of the report
   * (security.md C4). Sent twice, the second time there is nothing to end.
   */
  @Post('receipt/kept')
  async kept(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    requireOwnForm(request, this.drafts.tokenOf(request));
    await this.drafts.end(request, reply);
    goTo(reply, to(pageOf(request), '/kept'));
  }

  @Get('kept')
  done(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    sendPage(reply, <Kept here={pageOf(request)} />);
  }
}
