import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { ConsentsController } from './consents.controller.js';
import { ConsentsService } from './consents.service.js';

@Module({ imports: [JobsModule], controllers: [ConsentsController], providers: [ConsentsService] })
export class ConsentsModule {}
