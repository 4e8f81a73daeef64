import { Module } from '@nestjs/common';
import { DisclosureSteps } from './disclosure-steps.service.js';
import { DisclosuresController } from './disclosures.controller.js';
import { Disclosures } from './disclosures.service.js';
import { WishesController } from './wishes.controller.js';
import { WishesService } from './wishes.service.js';

@Module({
  controllers: [DisclosuresController, WishesController],
  providers: [Disclosures, DisclosureSteps, WishesService],
})
export class DisclosuresModule {}
