import { Module } from '@nestjs/common';
import { FamilyController } from './family.controller.js';
import { FamilyReports } from './family-report.js';
import { FamilySessions } from './family-sessions.js';
import { ReceiptsController } from './receipts.controller.js';
import { ReceiptsService } from './receipts.service.js';

/** Receipts, and what a family gets with one. The worker never loads this. */
@Module({
  controllers: [ReceiptsController, FamilyController],
  providers: [ReceiptsService, FamilySessions, FamilyReports],
  exports: [FamilySessions],
})
export class ReceiptsModule {}
