import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { ApiProblems } from '../api-docs.js';
import { PastSearches, PastSearchesQuery, PastSearchesView } from './past-searches.js';
import { NameSearchBody } from './search-body.js';
import { SearchNames } from './search-names.js';
import { NameSearchView } from './search-view.js';

@ApiTags('Search')
@ApiProblems()
@Controller('v1/name-searches')
export class NameSearchController {
  constructor(
    private readonly names: SearchNames,
    private readonly past: PastSearches,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listNameSearches',
    summary: 'Who searched by name in the own organisation, when and why, newest first; never for whom',
  })
  @ApiOkResponse({ standardSchema: PastSearchesView })
  list(@CurrentStaff() actor: StaffActor, @Query({ schema: PastSearchesQuery }) query: PastSearchesQuery) {
    return this.past.list(actor, query);
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'searchNames',
    summary: 'Find people by name among the reports and detention records that you reach, for a reason',
    description:
      'At most 50, the most similar first, in any script. Every search is written down with its reason and how many were found, never with the names. ' +
      'A person may make a hundred in an hour.',
  })
  @ApiOkResponse({ standardSchema: NameSearchView })
  search(@CurrentStaff() actor: StaffActor, @Body({ schema: NameSearchBody }) body: NameSearchBody) {
    return this.names.search(actor, body);
  }
}
