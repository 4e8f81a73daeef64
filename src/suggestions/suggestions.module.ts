import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { PlacesModule } from '../places/places.module.js';
import { DecisionsService } from './decisions.service.js';
import { SuggestionsController } from './suggestions.controller.js';
import { SuggestionsService } from './suggestions.service.js';

/** The caseworkers' half of suggestions: it reads them and decides. */
@Module({
  imports: [AuditModule, PlacesModule],
  controllers: [SuggestionsController],
  providers: [SuggestionsService, DecisionsService],
  exports: [SuggestionsService],
})
export class SuggestionsModule {}
