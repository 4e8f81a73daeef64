import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { ApiProblems } from '../api-docs.js';
import { pageSize } from '../views.js';
import { type Alarm, alarmKinds } from './alarm.entity.js';
import { Alarms } from './alarms.service.js';

const AlarmView = z
  .object({
    id: z.uuid(),
    kind: z.enum(alarmKinds),
    actor_id: z.uuid().describe('Who gave rise to it'),
    subject_kind: z.string(),
    subject_id: z.uuid(),
    at: z.iso.datetime(),
    last_at: z.iso.datetime(),
    times: z.int(),
    acknowledged_by: z.uuid().nullable(),
    acknowledged_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Alarm', description: 'Something in the way people read that a supervisor has to look at.' });
const AlarmPage = z.object({ items: z.array(AlarmView), next: z.string().nullable() }).meta({ id: 'AlarmPage' });
const Page = z.strictObject(pageSize);
const Id = z.uuid();

const view = (alarm: Alarm): z.infer<typeof AlarmView> => ({
  id: alarm.id,
  kind: alarm.kind,
  actor_id: alarm.actorId,
  subject_kind: alarm.subjectKind,
  subject_id: alarm.subjectId,
  at: alarm.at.toISOString(),
  last_at: alarm.lastAt.toISOString(),
  times: alarm.times,
  acknowledged_by: alarm.acknowledgedBy,
  acknowledged_at: alarm.acknowledgedAt?.toISOString() ?? null,
});

@ApiTags('Alarms')
@ApiProblems()
@Controller('v1/alarms')
export class AlarmsController {
  constructor(private readonly alarms: Alarms) {}

  @Get()
  @ApiOperation({ operationId: 'listAlarms', summary: 'Alarms of the own organisation, newest first' })
  @ApiOkResponse({ standardSchema: AlarmPage })
  async list(@CurrentStaff() actor: StaffActor, @Query({ schema: Page }) page: z.infer<typeof Page>) {
    const { items, next } = await this.alarms.list(actor, page);
    return { items: items.map(view), next };
  }

  @Post(':id/acknowledgement')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'acknowledgeAlarm',
    summary: 'Say that somebody looked at it; doing it twice is the same as once',
  })
  @ApiOkResponse({ standardSchema: AlarmView })
  async acknowledge(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return view(await this.alarms.acknowledge(actor, id));
  }
}
