import { Module, type OnModuleInit } from '@nestjs/common';
import { DoorsController, FirstPageController } from './doors.controller.js';
import { Drafts } from './drafts.js';
import { loadWords } from './words.js';

/** Pages for families, made on the server: they work without scripts, on old telephones and weak networks (ux.md 3.1). */
@Module({
  controllers: [FirstPageController, DoorsController],
  providers: [Drafts],
})
export class FamilyPagesModule implements OnModuleInit {
  onModuleInit(): void {
    loadWords();
  }
}
