import { Module, type OnModuleInit } from '@nestjs/common';
import { FamilyMessagesModule } from '../family-messages/family-messages.module.js';
import { FamilyReportsModule } from '../family-reports/family-reports.module.js';
import { ReceiptsModule } from '../receipts/receipts.module.js';
import { Besides } from './beside.js';
import { ChangesController } from './changes.controller.js';
import { DoorsController, FirstPageController } from './doors.controller.js';
import { Drafts } from './drafts.js';
import { MineController } from './mine.controller.js';
import { MoneyController } from './money.controller.js';
import { OwnSession } from './own-session.js';
import { PlaceNames } from './place-names.js';
import { PiecesController, QuestionsController } from './questions.controller.js';
import { ReceiptController } from './receipt.controller.js';
import { ReturnController } from './return.controller.js';
import { SendController } from './send.controller.js';
import { StopController } from './stop.controller.js';
import { VerifyController } from './verify.controller.js';
import { loadWords } from './words.js';

/** Pages for families, made on the server: they work without scripts, on old telephones and weak networks (ux.md 3.1). */
@Module({
  imports: [ReceiptsModule, FamilyReportsModule, FamilyMessagesModule],
  controllers: [
    FirstPageController,
    SendController,
    QuestionsController,
    PiecesController,
    ReceiptController,
    ReturnController,
    MineController,
    ChangesController,
    StopController,
    MoneyController,
    VerifyController,
    DoorsController,
  ],
  providers: [Drafts, OwnSession, Besides, PlaceNames],
})
export class FamilyPagesModule implements OnModuleInit {
  onModuleInit(): void {
    loadWords();
  }
}
