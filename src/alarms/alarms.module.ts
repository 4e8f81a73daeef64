import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AlarmsController } from './alarms.controller.js';
import { Alarms } from './alarms.service.js';

@Module({ imports: [AuditModule], controllers: [AlarmsController], providers: [Alarms] })
export class AlarmsModule {}
