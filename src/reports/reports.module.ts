import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { PlacesModule } from '../places/places.module.js';
import { ReportersModule } from '../reporters/reporters.module.js';
import { MembersController } from './members.controller.js';
import { Members } from './members.service.js';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';

@Module({
  imports: [AuditModule, JobsModule, PlacesModule, ReportersModule],
  controllers: [ReportsController, MembersController],
  providers: [ReportsService, Members],
  exports: [ReportsService],
})
export class ReportsModule {}
