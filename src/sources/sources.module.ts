import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { SourceAssessmentsController } from './source-assessments.controller.js';
import { SourceAssessments } from './source-assessments.service.js';

@Module({ imports: [AuditModule], controllers: [SourceAssessmentsController], providers: [SourceAssessments] })
export class SourcesModule {}
