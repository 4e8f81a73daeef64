import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { pageSize } from '../views.js';
import { RematchView } from './rematch-view.js';
import { orderedStates, Rematches } from './rematches.service.js';

const Page = z.strictObject(pageSize);
const RematchPage = z.object({ items: z.array(RematchView), next: z.string().nullable() }).meta({ id: 'RematchPage' });
const NewRematch = z.strictObject({}).meta({ id: 'NewRematch' });
const RematchOrder = z.strictObject({ state: z.enum(orderedStates) }).meta({ id: 'RematchOrder' });
const Id = z.uuid();

@ApiTags('Rematches')
@ApiProblems()
@Controller('v1/rematches')
export class RematchesController {
  constructor(private readonly rematches: Rematches) {}

  @Get()
  @ApiOperation({ operationId: 'listRematches', summary: 'Runs that compare everything again, newest first' })
  @ApiOkResponse({ standardSchema: RematchPage })
  list(@CurrentStaff() actor: StaffActor, @Query({ schema: Page }) page: z.infer<typeof Page>) {
    return this.rematches.list(actor, page);
  }

  @Post()
  @ApiOperation({
    operationId: 'startRematch',
    summary: 'Compare everything again: every profile is made anew, every report meets every record',
    description: 'One run at a time. What people decided stays as it is. A new matcher version begins one by itself.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: RematchView })
  start(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: NewRematch }) _body: z.infer<typeof NewRematch>,
  ) {
    return this.rematches.start(actor, key);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getRematch', summary: 'How far a run is, how fast, and how long it will take' })
  @ApiOkResponse({ standardSchema: RematchView })
  get(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return this.rematches.view(actor, id);
  }

  @Patch(':id')
  @ApiOperation({
    operationId: 'orderRematch',
    summary: 'Pause a run, let it go on where it stopped, or cancel it',
    description: 'Chunks that a worker is at are done before it stands still.',
  })
  @ApiOkResponse({ standardSchema: RematchView })
  order(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RematchOrder }) order: z.infer<typeof RematchOrder>,
  ) {
    return this.rematches.order(actor, id, order.state);
  }
}
