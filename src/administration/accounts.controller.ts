import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { roles } from '../access/account.entity.js';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { line } from '../request-text.js';
import { pageSize } from '../views.js';
import { AccountView, InvitedAccountView } from './account-view.js';
import { Accounts } from './accounts.service.js';
import { RoleChangeView } from './role-change-view.js';
import { RoleChanges } from './role-changes.service.js';

const Page = z.strictObject(pageSize);
const AccountPage = z.object({ items: z.array(AccountView), next: z.string().nullable() }).meta({ id: 'AccountPage' });
const NewAccount = z
  .strictObject({
    login: z.string().regex(/^[a-z][a-z0-9._-]{1,59}$/, 'Small letters a to z, digits and . _ -, from two to sixty.'),
    display_name: line(100),
    role: z.enum(roles),
    organisation_id: z.uuid().optional().describe('One’s own if absent; another one only for system administrators'),
  })
  .meta({ id: 'NewAccount' });
const AccountChange = z
  .strictObject({ display_name: line(100).optional(), disabled: z.boolean().optional() })
  .meta({ id: 'AccountChange', description: 'A disabled account loses its role; enabled again it has none.' });
const NewRole = z.strictObject({ role: z.enum(roles).nullable() }).meta({
  id: 'NewRole',
  description: 'null takes the role away at once; anything else waits for a second administrator',
});
const Id = z.uuid();

@ApiTags('Accounts')
@ApiProblems()
@Controller('v1/accounts')
export class AccountsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly roleChanges: RoleChanges,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listAccounts',
    summary: 'Accounts of the own organisation, or for a system administrator of all',
  })
  @ApiOkResponse({ standardSchema: AccountPage })
  list(@CurrentStaff() actor: StaffActor, @Query({ schema: Page }) page: z.infer<typeof Page>) {
    return this.accounts.list(actor, page);
  }

  @Post()
  @ApiOperation({
    operationId: 'createAccount',
    summary: 'Make an account without a role, propose its role, and get a one-time link',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: InvitedAccountView })
  create(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: NewAccount }) body: z.infer<typeof NewAccount>,
  ) {
    return this.accounts.create(actor, key, {
      login: body.login,
      displayName: body.display_name,
      role: body.role,
      organisationId: body.organisation_id ?? actor.organisationId,
    });
  }

  @Patch(':id')
  @ApiOperation({ operationId: 'changeAccount', summary: 'Rename, disable or enable an account' })
  @ApiOkResponse({ standardSchema: AccountView })
  change(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AccountChange }) body: z.infer<typeof AccountChange>,
  ) {
    return this.accounts.change(actor, id, body);
  }

  @Post(':id/invitations')
  @ApiOperation({
    operationId: 'inviteAccount',
    summary: 'A new one-time link for an account; its role waits for a second administrator until then',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: InvitedAccountView })
  invite(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
  ) {
    return this.accounts.inviteAnew(actor, key, id);
  }

  @Delete(':id/sessions')
  @HttpCode(204)
  @ApiOperation({ operationId: 'endAccountSessions', summary: 'End every session of an account, at once' })
  @ApiNoContentResponse()
  endSessions(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return this.accounts.endSessions(actor, id);
  }

  @Post(':id/role-changes')
  @ApiOperation({
    operationId: 'proposeRole',
    summary: 'Propose a role for an account, or take its role away',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: RoleChangeView })
  proposeRole(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NewRole }) body: z.infer<typeof NewRole>,
  ) {
    return this.roleChanges.propose(actor, key, id, body.role);
  }
}
