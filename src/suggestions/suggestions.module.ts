import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { PlacesModule } from '../places/places.module.js';
import { ClaimsService } from './claims.service.js';
import { DecisionsController } from './decisions.controller.js';
import { DecisionsService } from './decisions.service.js';
import { FacetsService } from './facets.service.js';
import { OpinionsService } from './opinions.service.js';
import { PassesService } from './passes.service.js';
import { QueueController } from './queue.controller.js';
import { SuggestionsController } from './suggestions.controller.js';
import { SuggestionsService } from './suggestions.service.js';

/** The caseworkers' half of suggestions: it reads them and decides. */
@Module({
  imports: [AuditModule, PlacesModule],
  controllers: [QueueController, SuggestionsController, DecisionsController],
  providers: [SuggestionsService, DecisionsService, OpinionsService, ClaimsService, FacetsService, PassesService],
  exports: [SuggestionsService],
})
export class SuggestionsModule {}
