import { Module, type OnModuleInit } from '@nestjs/common';
import { FamilyReportsModule } from '../family-reports/family-reports.module.js';
import { Besides } from './beside.js';
import { DoorsController, FirstPageController } from './doors.controller.js';
import { Drafts } from './drafts.js';
import { PlaceNames } from './place-names.js';
import { PiecesController, QuestionsController } from './questions.controller.js';
import { SendController } from './send.controller.js';
import { readSpellings } from './spellings.js';
import { loadWords } from './words.js';

/** Pages for families, made on the server: they work without scripts, on old telephones and weak networks (ux.md 3.1). */
@Module({
  imports: [FamilyReportsModule],
  controllers: [FirstPageController, SendController, QuestionsController, PiecesController, DoorsController],
  providers: [Drafts, Besides, PlaceNames],
})
export class FamilyPagesModule implements OnModuleInit {
  onModuleInit(): void {
    loadWords();
    readSpellings();
  }
}
