import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { CaseAssignment } from './case-assignment.service.js';
import { CaseHistory } from './case-history.service.js';
import { CaseLinks } from './case-links.service.js';
import { CaseNotes } from './case-notes.service.js';
import { CaseSteps } from './case-steps.service.js';
import { CaseTasks } from './case-tasks.service.js';
import { CaseWorkController } from './case-work.controller.js';
import { CasesController } from './cases.controller.js';
import { CasesService } from './cases.service.js';
import { ContestsController } from './contests.controller.js';
import { Contests } from './contests.service.js';
import { ExtortionController } from './extortion.controller.js';
import { Extortion } from './extortion.service.js';

@Module({
  imports: [AuditModule, JobsModule],
  controllers: [CasesController, CaseWorkController, ExtortionController, ContestsController],
  providers: [
    CasesService,
    CaseSteps,
    CaseAssignment,
    CaseLinks,
    CaseNotes,
    CaseTasks,
    CaseHistory,
    Extortion,
    Contests,
  ],
})
export class CasesModule {}
