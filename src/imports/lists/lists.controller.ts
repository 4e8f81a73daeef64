import { Body, Controller, Get, Param, Patch, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Actor, CurrentActor } from '../../access/actor.js';
import { ApiProblems } from '../../api-docs.js';
import { line } from '../../request-text.js';
import { pageSize } from '../../views.js';
import { ListView } from './list-view.js';
import { ListsService } from './lists.service.js';

const Page = z.strictObject(pageSize);
const ListPage = z.object({ items: z.array(ListView), next: z.string().nullable() }).meta({ id: 'ListPage' });
const Rename = z.strictObject({ name: line(200) }).meta({ id: 'ListPatch', examples: [{ name: 'Monthly register' }] });
const Id = z.uuid();

@ApiTags('Imports')
@ApiProblems()
@Controller('v1/lists')
export class ListsController {
  constructor(private readonly lists: ListsService) {}

  @Get()
  @ApiOperation({ operationId: 'listLists', summary: 'Lists of your organisation, newest first' })
  @ApiOkResponse({ standardSchema: ListPage })
  list(@CurrentActor() actor: Actor, @Query({ schema: Page }) page: z.infer<typeof Page>) {
    return this.lists.list(actor, page);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getList', summary: 'One list, with what its columns meant the last time' })
  @ApiOkResponse({ standardSchema: ListView })
  get(@CurrentActor() actor: Actor, @Param('id', { schema: Id }) id: string) {
    return this.lists.view(actor, id);
  }

  @Patch(':id')
  @ApiOperation({ operationId: 'renameList', summary: 'Give a list another name' })
  @ApiOkResponse({ standardSchema: ListView })
  rename(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Rename }) body: z.infer<typeof Rename>,
  ) {
    return this.lists.rename(actor, id, body.name);
  }
}
