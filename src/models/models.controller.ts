import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { ApiProblems } from '../api-docs.js';
import { pageSize } from '../views.js';
import { CalibrationView, DisagreementsView } from './judgement-views.js';
import { ModelInUseView, ModelView } from './model-view.js';
import { Models } from './models.service.js';

const Page = z.strictObject(pageSize);
const ModelPage = z.object({ items: z.array(ModelView), next: z.string().nullable() }).meta({ id: 'ModelPage' });
const Most = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(25) });

@ApiTags('Models')
@ApiProblems()
@Controller('v1/models')
export class ModelsController {
  constructor(private readonly models: Models) {}

  @Get()
  @ApiOperation({
    operationId: 'listModels',
    summary: 'Models that are stored, newest first, and the one that came with the program',
  })
  @ApiOkResponse({ standardSchema: ModelPage })
  list(@CurrentStaff() actor: StaffActor, @Query({ schema: Page }) page: z.infer<typeof Page>) {
    return this.models.list(actor, page);
  }

  @Get('in-use')
  @ApiOperation({
    operationId: 'viewModelInUse',
    summary:
      'By which numbers pairs are scored: every level of every comparison with its weight, and what it says in words',
  })
  @ApiOkResponse({ standardSchema: ModelInUseView })
  inUse(@CurrentStaff() actor: StaffActor) {
    return this.models.inUse(actor);
  }

  @Get('in-use/calibration')
  @ApiOperation({
    operationId: 'viewModelCalibration',
    summary: 'How often people confirmed what the model in use thought so likely, in bins; of the own organisation',
  })
  @ApiOkResponse({ standardSchema: CalibrationView })
  calibration(@CurrentStaff() actor: StaffActor) {
    return this.models.calibration(actor);
  }

  @Get('in-use/disagreements')
  @ApiOperation({
    operationId: 'listModelDisagreements',
    summary: 'Pairs that people decided otherwise than the model in use expects, most first; ids only',
  })
  @ApiOkResponse({ standardSchema: DisagreementsView })
  disagreements(@CurrentStaff() actor: StaffActor, @Query({ schema: Most }) { limit }: z.infer<typeof Most>) {
    return this.models.disagreements(actor, limit);
  }
}
