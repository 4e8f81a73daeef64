import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { PlacesModule } from '../places/places.module.js';
import { ReceiptsModule } from '../receipts/receipts.module.js';
import { ReportersModule } from '../reporters/reporters.module.js';
import { ExtortionTipsController } from './extortion-tips.controller.js';
import { ExtortionTips } from './extortion-tips.service.js';
import { FamilyChanges } from './family-changes.js';
import { FamilyExtortion } from './family-extortion.js';
import { FamilyFiling } from './family-filing.js';
import { FilingLimits } from './filing-limits.js';
import { OwnReport } from './own-report.js';

/** What families file and change by themselves. The worker never loads this. */
@Module({
  imports: [AuditModule, JobsModule, PlacesModule, ReceiptsModule, ReportersModule],
  controllers: [ExtortionTipsController],
  providers: [ExtortionTips, FilingLimits, FamilyFiling, OwnReport, FamilyChanges, FamilyExtortion],
  exports: [FamilyFiling, OwnReport, FamilyChanges, FamilyExtortion],
})
export class FamilyReportsModule {}
