import { Module } from '@nestjs/common';
import { GazetteerService } from './gazetteer.service.js';

@Module({ providers: [GazetteerService], exports: [GazetteerService] })
export class PlacesModule {}
