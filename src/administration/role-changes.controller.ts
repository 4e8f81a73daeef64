import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { ApiProblems } from '../api-docs.js';
import { pageSize } from '../views.js';
import { RoleChangeView } from './role-change-view.js';
import { RoleChanges } from './role-changes.service.js';

const Filter = z.strictObject({ ...pageSize, state: z.enum(['pending', 'decided']).optional() });
const RoleChangePage = z
  .object({ items: z.array(RoleChangeView), next: z.string().nullable() })
  .meta({ id: 'RoleChangePage' });
const Id = z.uuid();

@ApiTags('Accounts')
@ApiProblems()
@Controller('v1/role-changes')
export class RoleChangesController {
  constructor(private readonly roleChanges: RoleChanges) {}

  @Get()
  @ApiOperation({ operationId: 'listRoleChanges', summary: 'Changes of role, newest first' })
  @ApiOkResponse({ standardSchema: RoleChangePage })
  list(@CurrentStaff() actor: StaffActor, @Query({ schema: Filter }) filter: z.infer<typeof Filter>) {
    return this.roleChanges.list(actor, filter);
  }

  @Post(':id/confirmation')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'confirmRoleChange',
    summary: 'Give the proposed role, as an administrator who did not propose it',
  })
  @ApiOkResponse({ standardSchema: RoleChangeView })
  confirm(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return this.roleChanges.confirm(actor, id);
  }

  @Post(':id/refusal')
  @HttpCode(200)
  @ApiOperation({ operationId: 'refuseRoleChange', summary: 'Refuse the proposed role' })
  @ApiOkResponse({ standardSchema: RoleChangeView })
  refuse(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return this.roleChanges.refuse(actor, id);
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @ApiOperation({ operationId: 'withdrawRoleChange', summary: 'Take back what one proposed oneself' })
  @ApiOkResponse({ standardSchema: RoleChangeView })
  withdraw(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return this.roleChanges.withdraw(actor, id);
  }
}
