import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiProblems } from '../api-docs.js';
import { Invitations } from './invitations.js';
import { newCode, newPassword, passkeyLabel, TotpView } from './own-credentials.controller.js';
import { answerSignedIn, SignedInWithToken } from './session-view.js';
import type { OpenedSession } from './sessions.js';
import { PasskeyCreationOptions, PasskeyMade, registrationOf } from './webauthn-bodies.js';

const token = z
  .string()
  .max(200)
  .describe(
    'What stands behind the # of the link. In the body and never in an address, which would be written down on its way.',
  );
const Look = z.strictObject({ token }).meta({ id: 'InvitationToken' });
const WithPasskey = z
  .strictObject({ token, passkey: PasskeyMade, label: passkeyLabel })
  .meta({ id: 'InvitationWithPasskey' });
const WithPassword = z
  .strictObject({ token, password: newPassword, code: newCode })
  .meta({ id: 'InvitationWithPassword' });

const InvitationView = z
  .object({
    account: z.string(),
    display_name: z.string(),
    expires_at: z.iso.datetime(),
    passkey: PasskeyCreationOptions,
    totp: TotpView,
  })
  .meta({ id: 'Invitation' });

const Waiting = z.object({ state: z.literal('waiting') }).meta({ id: 'WaitingForRole' });

function answer(reply: FastifyReply, opened: OpenedSession | null) {
  if (opened) return answerSignedIn(reply, opened);
  reply.code(202);
  return { state: 'waiting' as const };
}

@ApiTags('Invitations')
@ApiProblems()
@Controller('v1/invitations/accept')
export class InvitationsController {
  constructor(private readonly invitations: Invitations) {}

  @Post('look')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'lookAtInvitation',
    summary: 'Whose invitation it is, and what is needed to set up a passkey or an authenticator app',
    description:
      'One answer for a token that is not known, was used, or has run out: 404 invitation.not_valid. After fifty of those from one network 429 access.too_many_tries with Retry-After, here and below.',
  })
  @ApiOkResponse({ standardSchema: InvitationView })
  async look(@Body({ schema: Look }) body: z.infer<typeof Look>, @Req() request: FastifyRequest) {
    const { account, expiresAt, passkey, totp } = await this.invitations.look(body.token, request.ip);
    return {
      account: account.login,
      display_name: account.displayName,
      expires_at: expiresAt.toISOString(),
      passkey,
      totp,
    };
  }

  @Post('passkey')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'acceptWithPasskey',
    summary: 'Set up a passkey and be signed in. Whatever signed the account in before does not any more',
  })
  @ApiOkResponse({ standardSchema: SignedInWithToken })
  @ApiAcceptedResponse({ standardSchema: Waiting, description: 'Set up; the role waits for a second administrator' })
  async acceptWithPasskey(
    @Body({ schema: WithPasskey }) body: z.infer<typeof WithPasskey>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const credentials = { passkey: registrationOf(body.passkey), label: body.label };
    return answer(reply, await this.invitations.accept(body.token, credentials, request.ip));
  }

  @Post('password')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'acceptWithPassword',
    summary:
      'Set up a password with an authenticator app and be signed in. Whatever signed the account in before does not any more',
  })
  @ApiOkResponse({ standardSchema: SignedInWithToken })
  @ApiAcceptedResponse({ standardSchema: Waiting, description: 'Set up; the role waits for a second administrator' })
  async acceptWithPassword(
    @Body({ schema: WithPassword }) body: z.infer<typeof WithPassword>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { token: link, ...credentials } = body;
    return answer(reply, await this.invitations.accept(link, credentials, request.ip));
  }
}
