import { Body, Controller, Get, Headers, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { seenRevision } from '../if-match.js';
import { pageSize } from '../views.js';
import { NoteBody, TaskBody, TaskPatch } from './case-bodies.js';
import { CaseNotes } from './case-notes.service.js';
import { CaseTasks } from './case-tasks.service.js';
import { NoteView, TaskView } from './case-views.js';

const Page = z.strictObject(pageSize);
const NotePage = z.object({ items: z.array(NoteView), next: z.string().nullable() }).meta({ id: 'CaseNotePage' });
const TaskList = z.object({ items: z.array(TaskView) }).meta({ id: 'CaseTaskList' });
const Id = z.uuid();

@ApiTags('Cases')
@ApiProblems()
@Controller('v1')
export class CaseWorkController {
  constructor(
    private readonly notes: CaseNotes,
    private readonly tasks: CaseTasks,
  ) {}

  @Get('cases/:id/notes')
  @ApiOperation({ operationId: 'listCaseNotes', summary: 'What staff wrote down about a case, newest first' })
  @ApiOkResponse({ standardSchema: NotePage })
  listNotes(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: Page }) page: z.infer<typeof Page>,
  ) {
    return this.notes.list(actor, id, page);
  }

  @Post('cases/:id/notes')
  @ApiOperation({ operationId: 'addCaseNote', summary: 'Write something down; it is never changed or removed' })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: NoteView })
  addNote(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NoteBody }) { text }: z.infer<typeof NoteBody>,
  ) {
    return this.notes.add(actor, key, id, text);
  }

  @Get('tasks')
  @ApiOperation({
    operationId: 'listOwnTasks',
    summary: 'One’s own tasks that are not done, by the day on which they are due',
  })
  @ApiOkResponse({ standardSchema: TaskList })
  async ownTasks(@CurrentStaff() actor: StaffActor) {
    return { items: await this.tasks.own(actor) };
  }

  @Get('cases/:id/tasks')
  @ApiOperation({ operationId: 'listCaseTasks', summary: 'What has to be done for a case, and what was done' })
  @ApiOkResponse({ standardSchema: TaskList })
  async listTasks(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return { items: await this.tasks.list(actor, id) };
  }

  @Post('cases/:id/tasks')
  @ApiOperation({ operationId: 'addCaseTask', summary: 'Say what has to be done, by whom and until when' })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: TaskView })
  async addTask(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: TaskBody }) body: TaskBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return shown(reply, await this.tasks.add(actor, key, id, body));
  }

  @Patch('cases/:id/tasks/:taskId')
  @ApiOperation({
    operationId: 'changeCaseTask',
    summary: 'Say that it is done, or not done after all; another day, another person',
  })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The revision of the task that was seen, in quotes' })
  @ApiOkResponse({ standardSchema: TaskView })
  async changeTask(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Param('taskId', { schema: Id }) taskId: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: TaskPatch }) patch: TaskPatch,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return shown(reply, await this.tasks.change(actor, id, taskId, seenRevision(ifMatch), patch));
  }
}

function shown(reply: FastifyReply, task: TaskView): TaskView {
  reply.header('etag', `"${task.revision}"`);
  return task;
}
