import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { ApiProblems } from '../api-docs.js';
import { OrganisationView } from './organisation-view.js';
import { Organisations } from './organisations.service.js';

@ApiTags('Organisations')
@ApiProblems()
@Controller('v1/own-organisation')
export class OwnOrganisationController {
  constructor(private readonly organisations: Organisations) {}

  @Get()
  @ApiOperation({ operationId: 'getOwnOrganisation', summary: 'Your organisation, and what it agreed to' })
  @ApiOkResponse({ standardSchema: OrganisationView })
  get(@CurrentStaff() actor: StaffActor) {
    return this.organisations.own(actor);
  }
}
