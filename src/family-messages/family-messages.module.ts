import { Module } from '@nestjs/common';
import { FamilyMessages } from './family-messages.js';
import { MessageChecks } from './message-checks.js';

/** Messages between families and staff. The worker never loads this. */
@Module({
  providers: [FamilyMessages, MessageChecks],
  exports: [FamilyMessages, MessageChecks],
})
export class FamilyMessagesModule {}
