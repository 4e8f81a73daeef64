import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { PlacesModule } from '../places/places.module.js';
import { NameSearchController } from './name-search.controller.js';
import { PastSearches } from './past-searches.js';
import { SearchNames } from './search-names.js';

@Module({
  imports: [AuditModule, PlacesModule],
  controllers: [NameSearchController],
  providers: [SearchNames, PastSearches],
  exports: [SearchNames],
})
export class NameSearchModule {}
