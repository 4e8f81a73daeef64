import { Body, Controller, Delete, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import '@fastify/cookie';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { line } from '../request-text.js';
import { roles } from './account.entity.js';
import { CurrentStaff, type StaffActor } from './actor.js';
import { staffCookie } from './callers.js';
import { Sessions } from './sessions.js';

const SignIn = z.strictObject({ account: line(100), password: z.string().min(1).max(1000) }).meta({ id: 'SignIn' });
const SignedIn = z
  .object({ account: z.string(), display_name: z.string(), role: z.enum(roles), organisation_id: z.uuid() })
  .meta({ id: 'SignedIn' });
const SignedInWithToken = SignedIn.extend({
  token: z.string().describe('For programs: send it as "Authorization: Bearer …". Browsers get it as a cookie.'),
}).meta({ id: 'SignedInWithToken' });

const view = (actor: StaffActor) => ({
  account: actor.login,
  display_name: actor.displayName,
  role: actor.role,
  organisation_id: actor.organisationId,
});

@ApiTags('Session')
@Controller('v1/session')
export class SessionController {
  constructor(private readonly sessions: Sessions) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ operationId: 'signIn', summary: 'Sign in as a member of staff' })
  @ApiOkResponse({ standardSchema: SignedInWithToken })
  async signIn(
    @Body({ schema: SignIn }) body: z.infer<typeof SignIn>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { actor, token } = await this.sessions.signIn(body.account, body.password);
    reply.setCookie(staffCookie, token, {
      httpOnly: true,
      sameSite: 'strict',
      // Browsers take it over plain HTTP from this machine itself only; a proxy in front speaks HTTPS.
      secure: true,
      path: '/',
    });
    return { ...view(actor), token };
  }

  @Get()
  @ApiOperation({ operationId: 'whoAmI', summary: 'Who is signed in' })
  @ApiOkResponse({ standardSchema: SignedIn })
  whoAmI(@CurrentStaff() actor: StaffActor) {
    return view(actor);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ operationId: 'signOut', summary: 'Sign out' })
  @ApiNoContentResponse()
  async signOut(@CurrentStaff() actor: StaffActor, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.sessions.signOut(actor);
    reply.clearCookie(staffCookie, { path: '/', secure: true });
  }
}
