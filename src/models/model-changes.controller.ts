import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { pageSize } from '../views.js';
import { ModelChangeView, ModelRollback, NewModelChange } from './model-change-view.js';
import { ModelChanges } from './model-changes.service.js';

const Filter = z.strictObject({ ...pageSize, state: z.enum(['pending', 'decided']).optional() });
const ModelChangePage = z
  .object({ items: z.array(ModelChangeView), next: z.string().nullable() })
  .meta({ id: 'ModelChangePage' });
const Id = z.uuid();

@ApiTags('Models')
@ApiProblems()
@Controller('v1/model-changes')
export class ModelChangesController {
  constructor(private readonly changes: ModelChanges) {}

  @Get()
  @ApiOperation({ operationId: 'listModelChanges', summary: 'Changes of the model in use, newest first' })
  @ApiOkResponse({ standardSchema: ModelChangePage })
  list(@CurrentStaff() actor: StaffActor, @Query({ schema: Filter }) filter: z.infer<typeof Filter>) {
    return this.changes.list(actor, filter);
  }

  @Post()
  @ApiOperation({
    operationId: 'proposeModel',
    summary: 'Propose another model, as a supervisor of the organisation that runs the service',
    description:
      'What it would change on past decisions is counted before it is written down. Takes effect when a second person confirms. Changes no decision, ever.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: ModelChangeView })
  propose(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: NewModelChange }) body: NewModelChange,
  ) {
    return this.changes.propose(actor, key, body);
  }

  @Post('rollback')
  @ApiOperation({
    operationId: 'rollBackModel',
    summary: 'Go back at once to the model that the one in use replaced',
    description: 'One person may: two had those numbers in use before. Supervisors get an alarm.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: ModelChangeView })
  rollBack(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: ModelRollback }) { reason }: z.infer<typeof ModelRollback>,
  ) {
    return this.changes.rollBack(actor, key, reason);
  }

  @Post(':id/confirmation')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'confirmModelChange',
    summary: 'Put the proposed model in use, as somebody who did not propose it; everything is compared again',
  })
  @ApiOkResponse({ standardSchema: ModelChangeView })
  confirm(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return this.changes.confirm(actor, id);
  }

  @Post(':id/refusal')
  @HttpCode(200)
  @ApiOperation({ operationId: 'refuseModelChange', summary: 'Refuse the proposed model' })
  @ApiOkResponse({ standardSchema: ModelChangeView })
  refuse(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return this.changes.refuse(actor, id);
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @ApiOperation({ operationId: 'withdrawModelChange', summary: 'Take back what one proposed oneself' })
  @ApiOkResponse({ standardSchema: ModelChangeView })
  withdraw(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return this.changes.withdraw(actor, id);
  }
}
