import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { ApiProblems } from '../api-docs.js';
import { Figures } from './figures.service.js';
import { FiguresView } from './figures-view.js';

@ApiTags('Figures')
@ApiProblems()
@Controller('v1/figures')
export class FiguresController {
  constructor(private readonly figures: Figures) {}

  @Get()
  @ApiOperation({
    operationId: 'viewFigures',
    summary: 'Reports by state, suggestions by state and band, imports by state, of the own organisation',
  })
  @ApiOkResponse({ standardSchema: FiguresView })
  view(@CurrentStaff() actor: StaffActor) {
    return this.figures.view(actor);
  }
}
