import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ApiProblems } from '../api-docs.js';
import { line } from '../request-text.js';
import { CurrentStaff, type StaffActor } from './actor.js';
import { OwnCredentialsService } from './own-credentials.js';
import { longestPassword, shortestPassword } from './password-rules.js';
import type { Passkey } from './sign-in.entities.js';
import { PasskeyCreationOptions, PasskeyMade, registrationOf } from './webauthn-bodies.js';

export const passkeyLabel = line(60).default('Passkey').describe('What the person calls the device.');
export const newPassword = z
  .string()
  .max(2 * longestPassword)
  .describe(`${shortestPassword} to ${longestPassword} characters, any; refused if it is easy to guess.`);
export const newCode = z.string().min(6).max(20).describe('The first six digits of the app.');

export const TotpView = z
  .object({
    secret: z.string().describe('For typing it into an app, in base32.'),
    uri: z.string().describe('For a picture (QR code) made in the page itself: otpauth://totp/…'),
  })
  .meta({ id: 'TotpSetup' });

const PasskeyView = z
  .object({
    id: z.uuid(),
    label: z.string(),
    created_at: z.iso.datetime(),
    last_used_at: z.iso.datetime().nullable(),
    backed_up: z.boolean().describe('Also kept by the account that the device belongs to, on its other devices.'),
  })
  .meta({ id: 'Passkey' });
const OwnCredentialsView = z
  .object({ passkeys: z.array(PasskeyView), has_password: z.boolean(), has_totp: z.boolean() })
  .meta({ id: 'OwnCredentials' });

const NewPasskey = z.strictObject({ passkey: PasskeyMade, label: passkeyLabel }).meta({ id: 'NewPasskey' });
const NewPassword = z.strictObject({ password: newPassword }).meta({ id: 'NewPassword' });
const FirstCode = z.strictObject({ code: newCode }).meta({ id: 'FirstCode' });

const view = (passkey: Passkey) => ({
  id: passkey.id,
  label: passkey.label,
  created_at: passkey.createdAt.toISOString(),
  last_used_at: passkey.lastUsedAt?.toISOString() ?? null,
  backed_up: passkey.backedUp,
});

@ApiTags('Own account')
@ApiProblems()
@Controller('v1/account')
export class OwnCredentialsController {
  constructor(private readonly credentials: OwnCredentialsService) {}

  @Get('passkeys')
  @ApiOperation({ operationId: 'listOwnPasskeys', summary: 'How one can sign in' })
  @ApiOkResponse({ standardSchema: OwnCredentialsView })
  async list(@CurrentStaff() actor: StaffActor) {
    const { passkeys, hasPassword, hasTotp } = await this.credentials.list(actor);
    return { passkeys: passkeys.map(view), has_password: hasPassword, has_totp: hasTotp };
  }

  @Post('passkeys/challenge')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'newPasskeyChallenge',
    summary: 'What a device needs to make a passkey: good once, for five minutes',
  })
  @ApiOkResponse({ standardSchema: PasskeyCreationOptions })
  challenge(@CurrentStaff() actor: StaffActor) {
    return this.credentials.beginPasskey(actor);
  }

  @Post('passkeys')
  @ApiOperation({ operationId: 'addPasskey', summary: 'Add a passkey; ends all other sessions' })
  @ApiCreatedResponse({ standardSchema: PasskeyView })
  async add(@CurrentStaff() actor: StaffActor, @Body({ schema: NewPasskey }) body: z.infer<typeof NewPasskey>) {
    return view(await this.credentials.addPasskey(actor, registrationOf(body.passkey), body.label));
  }

  @Delete('passkeys/:id')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'removePasskey',
    summary: 'Remove a passkey; ends all other sessions. Never the last way to sign in',
  })
  @ApiNoContentResponse()
  async remove(@CurrentStaff() actor: StaffActor, @Param('id') id: string) {
    await this.credentials.removePasskey(actor, id);
  }

  @Post('password')
  @HttpCode(204)
  @ApiOperation({ operationId: 'changePassword', summary: 'Set another password; ends all other sessions' })
  @ApiNoContentResponse()
  async changePassword(
    @CurrentStaff() actor: StaffActor,
    @Body({ schema: NewPassword }) body: z.infer<typeof NewPassword>,
  ) {
    await this.credentials.changePassword(actor, body.password);
  }

  @Post('totp')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'beginTotp',
    summary: 'A new secret for an authenticator app; nothing changes before its first code',
  })
  @ApiOkResponse({ standardSchema: TotpView })
  beginTotp(@CurrentStaff() actor: StaffActor) {
    return this.credentials.beginTotp(actor);
  }

  @Post('totp/confirm')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'confirmTotp',
    summary: 'The first code of the new app, which is asked for from now on; ends all other sessions',
  })
  @ApiNoContentResponse()
  async confirmTotp(@CurrentStaff() actor: StaffActor, @Body({ schema: FirstCode }) body: z.infer<typeof FirstCode>) {
    await this.credentials.confirmTotp(actor, body.code);
  }
}
