import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiProblems } from '../api-docs.js';
import { line } from '../request-text.js';
import { CurrentStaff, type StaffActor } from './actor.js';
import { credentialOf, staffCookie } from './callers.js';
import { Passkeys } from './passkeys.js';
import { answerSignedIn, clearSessionCookie, SignedIn, SignedInWithToken, sessionView } from './session-view.js';
import { type OpenedSession, Sessions } from './sessions.js';
import { SignIn } from './sign-in.js';
import { assertionOf, PasskeyRequestOptions, PasskeyUsed } from './webauthn-bodies.js';

/** In UTF-16 units, of which a character has at most two. */
const password = z.string().min(1).max(2_000);
const code = z
  .string()
  .min(6)
  .max(20)
  .describe('Six digits of an authenticator app. Demonstration accounts have none.');

const PasswordSignIn = z.strictObject({ account: line(100), password, code: code.optional() }).meta({ id: 'SignIn' });
const PasskeySignIn = z.strictObject({ passkey: PasskeyUsed }).meta({ id: 'PasskeySignIn' });
const FreshSignIn = z
  .union([z.strictObject({ password, code: code.optional() }), z.strictObject({ passkey: PasskeyUsed })])
  .meta({ id: 'FreshSignIn' });

@ApiTags('Session')
@ApiProblems()
@Controller('v1/session')
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly signIns: SignIn,
    private readonly passkeys: Passkeys,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'signIn',
    summary: 'Sign in with a password and the present code',
    description:
      'The answer is the same (401 access.wrong_credentials) for an unknown account, a wrong password, a wrong, missing or used code and a disabled account. After five wrong tries in a row 429 access.too_many_tries with Retry-After, for names that nobody has too.',
  })
  @ApiOkResponse({ standardSchema: SignedInWithToken })
  async signIn(
    @Body({ schema: PasswordSignIn }) body: z.infer<typeof PasswordSignIn>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(request, reply, await this.signIns.byPassword(body.account, body, request.ip));
  }

  @Post('passkey/challenge')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'passkeyChallenge',
    summary: 'What a passkey has to sign, to sign in or for a fresh proof: good once, for five minutes',
    description:
      'After fifty from one network that no right passkey answered 429 access.too_many_tries with Retry-After.',
  })
  @ApiOkResponse({ standardSchema: PasskeyRequestOptions })
  challenge(@Req() request: FastifyRequest) {
    return this.passkeys.challenge(request.ip);
  }

  @Post('passkey')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'signInWithPasskey',
    summary: 'Sign in with a passkey; the device says whose it is',
    description:
      'Whatever is wrong with it, the answer is 401 access.wrong_credentials. After fifty wrong ones from one network 429 access.too_many_tries with Retry-After.',
  })
  @ApiOkResponse({ standardSchema: SignedInWithToken })
  async signInWithPasskey(
    @Body({ schema: PasskeySignIn }) body: z.infer<typeof PasskeySignIn>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(request, reply, await this.signIns.byPasskey(assertionOf(body.passkey), request.ip));
  }

  @Post('fresh')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'proveAgain',
    summary: 'Prove once more who is there: for five minutes what needs a fresh proof can be done',
    description: 'The session goes on under a new token; the older one is not taken any more.',
  })
  @ApiOkResponse({ standardSchema: SignedInWithToken })
  async proveAgain(
    @CurrentStaff() actor: StaffActor,
    @Body({ schema: FreshSignIn }) body: z.infer<typeof FreshSignIn>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const renewed =
      'passkey' in body
        ? await this.signIns.freshByPasskey(actor, assertionOf(body.passkey), request.ip)
        : await this.signIns.freshByPassword(actor, body, request.ip);
    return answerSignedIn(reply, renewed);
  }

  @Get()
  @ApiOperation({ operationId: 'whoAmI', summary: 'Who is signed in' })
  @ApiOkResponse({ standardSchema: SignedIn })
  whoAmI(@CurrentStaff() actor: StaffActor, @Req() request: FastifyRequest) {
    return sessionView(actor, credentialOf(request)!.value);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ operationId: 'signOut', summary: 'Sign out' })
  @ApiNoContentResponse()
  async signOut(@CurrentStaff() actor: StaffActor, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.sessions.signOut(actor);
    clearSessionCookie(reply);
  }

  /** Whoever was signed in at this browser until now is not any more. */
  private async answer(request: FastifyRequest, reply: FastifyReply, opened: OpenedSession) {
    const before = request.cookies[staffCookie];
    if (before) await this.sessions.endByToken(before);
    return answerSignedIn(reply, opened);
  }
}
