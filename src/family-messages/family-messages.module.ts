import { Module } from '@nestjs/common';
import { ReportersModule } from '../reporters/reporters.module.js';
import { FamilyMessages } from './family-messages.js';
import { MessageChecks } from './message-checks.js';
import { MessagesController } from './messages.controller.js';
import { StaffMessages } from './staff-messages.service.js';

/** Messages between families and staff. The worker never loads this. */
@Module({
  imports: [ReportersModule],
  controllers: [MessagesController],
  providers: [FamilyMessages, MessageChecks, StaffMessages],
  exports: [FamilyMessages, MessageChecks],
})
export class FamilyMessagesModule {}
