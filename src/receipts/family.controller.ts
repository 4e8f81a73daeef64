import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CurrentFamily, type FamilyActor } from '../access/actor.js';
import { credentialOf, familyCookie } from '../access/callers.js';
import { csrfTokenOf } from '../access/cross-site.js';
import { ApiProblems } from '../api-docs.js';
import { ReportBody } from '../reports/report-body.js';
import { FamilyReports } from './family-report.js';
import { FamilySessions } from './family-sessions.js';
import { familyStates } from './family-state.js';
import { padded } from './padded.js';
import { numberLength, readDigits, secretLength } from './receipt-digits.js';

/** Digits of any keyboard, with whatever stands between them. Only their number is checked here: it is known to everybody. */
const digits = (length: number) =>
  z
    .string()
    .max(200)
    .refine((typed) => readDigits(typed, length) !== null, {
      message: `This has ${length} digits.`,
      params: { code: 'digits.count' },
    });
const FamilySignIn = z
  .strictObject({ request_number: digits(numberLength), secret: digits(secretLength) })
  .meta({ id: 'FamilySignIn' });

const padding = z.string().describe('Zeros that make the answer a multiple of 4096 bytes long.');
const csrfToken = z.string().describe('Browsers send it back as X-CSRF-Token with whatever changes something.');
const FamilySessionView = z.object({ csrf_token: csrfToken, padding }).meta({ id: 'FamilySession' });
const FamilySignedIn = z
  .object({
    token: z.string().describe('For programs: send it as "Authorization: Bearer …". Browsers get it as a cookie.'),
    csrf_token: csrfToken,
    expires_at: z.iso.datetime(),
    somebody_tried: z
      .boolean()
      .describe('Since the last time somebody tried wrong secrets until the number was locked. Said once.'),
    padding,
  })
  .meta({ id: 'FamilySignedIn' });
const FamilyReportView = z
  .object({
    request_number: z.string(),
    state: z.enum(familyStates),
    received_on: z.iso.date(),
    told: ReportBody.pick({ sought: true, disappearance: true, unanswered: true })
      .nullable()
      .describe('Null for a relative who joined later: what you told is kept with your caseworker.'),
    padding,
  })
  .meta({
    id: 'FamilyReport',
    description:
      'What the person of this receipt told, in his own words: not what another relative told, and no correction by staff. Never anything about what was found.',
  });

const digitsOrNull = (typed: string, length: number) => {
  const read = readDigits(typed, length);
  return read === 'not digits' ? null : read;
};

@ApiTags('Family')
@ApiProblems()
@Controller('v1/family')
export class FamilyController {
  constructor(
    private readonly sessions: FamilySessions,
    private readonly reports: FamilyReports,
  ) {}

  @Post('session')
  @HttpCode(200)
  @ApiOperation({ operationId: 'familySignIn', summary: 'Sign in with the number and the secret of a receipt' })
  @ApiOkResponse({ standardSchema: FamilySignedIn })
  async signIn(
    @Body({ schema: FamilySignIn }) body: z.infer<typeof FamilySignIn>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const number = digitsOrNull(body.request_number, numberLength);
    const secret = digitsOrNull(body.secret, secretLength);
    const { token, expiresAt, somebodyTried } = await this.sessions.open(number, secret, request.ip);
    reply.setCookie(familyCookie, token, { httpOnly: true, sameSite: 'strict', secure: true, path: '/' });
    return padded({
      token,
      csrf_token: csrfTokenOf(token),
      expires_at: expiresAt.toISOString(),
      somebody_tried: somebodyTried,
    });
  }

  @Get('session')
  @ApiOperation({
    operationId: 'familySession',
    summary: 'Whether the session lives, for a page that was loaded again',
  })
  @ApiOkResponse({ standardSchema: FamilySessionView })
  async session(@CurrentFamily() actor: FamilyActor, @Req() request: FastifyRequest) {
    await this.sessions.look(actor);
    return padded({ csrf_token: csrfTokenOf(credentialOf(request)?.value ?? '') });
  }

  @Delete('session')
  @HttpCode(204)
  @ApiOperation({ operationId: 'familySignOut', summary: 'End this session and leave nothing in the browser' })
  @ApiNoContentResponse()
  async signOut(
    @CurrentFamily() actor: FamilyActor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.sessions.end(actor, credentialOf(request)?.value ?? '');
    reply.clearCookie(familyCookie, { path: '/', secure: true });
    reply.header('clear-site-data', '"cache", "cookies", "storage"');
  }

  @Get('report')
  @ApiOperation({ operationId: 'familyReport', summary: 'The own report, in the own words' })
  @ApiOkResponse({ standardSchema: FamilyReportView })
  async report(@CurrentFamily() actor: FamilyActor) {
    return padded(await this.reports.read(actor));
  }
}
