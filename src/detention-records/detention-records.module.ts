import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DetentionRecordsController } from './detention-records.controller.js';
import { DetentionRecordsService } from './detention-records.service.js';

@Module({ imports: [AuditModule], controllers: [DetentionRecordsController], providers: [DetentionRecordsService] })
export class DetentionRecordsModule {}
