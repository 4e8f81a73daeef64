import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { AdministrationModule } from './administration/administration.module.js';
import { AlarmsModule } from './alarms/alarms.module.js';
import { appEntities } from './app.entities.js';
import { SealingModule } from './audit/sealing.module.js';
import { AuditReadingModule } from './audit-reading/audit-reading.module.js';
import { CasesModule } from './cases/cases.module.js';
import type { Config } from './config.js';
import { ConsentsModule } from './consents/consents.module.js';
import { apiLimits } from './database/data-source.js';
import { DetentionRecordsModule } from './detention-records/detention-records.module.js';
import { DisclosuresModule } from './disclosures/disclosures.module.js';
import { ExportsModule } from './exports/exports.module.js';
import { FamilyMessagesModule } from './family-messages/family-messages.module.js';
import { FamilyPagesModule } from './family-pages/family-pages.module.js';
import { FamilyReportsModule } from './family-reports/family-reports.module.js';
import { FateClaimsModule } from './fate-claims/fate-claims.module.js';
import { FiguresModule } from './figures/figures.module.js';
import { FoundationModule } from './foundation.module.js';
import { HealthModule } from './health/health.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { KeysModule } from './keys/keys.module.js';
import { RingSigner } from './keys/ring-signer.js';
import type { Log } from './logging.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { ModelsModule } from './models/models.module.js';
import { NameSearchModule } from './name-search/name-search.module.js';
import { ReceiptsModule } from './receipts/receipts.module.js';
import { RematchesModule } from './rematches/rematches.module.js';
import { ReportersModule } from './reporters/reporters.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { SourcesModule } from './sources/sources.module.js';
import { SuggestionsModule } from './suggestions/suggestions.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

/** The HTTP side: takes in what families and partners send, shows suggestions, stores decisions. Computes no scores, but for what another model would change. */
@Module({})
export class AppModule {
  static with(config: Config, log: Log): DynamicModule {
    return {
      module: AppModule,
      imports: [
        FoundationModule.with(config, log, appEntities, apiLimits),
        KeysModule,
        AccessModule,
        SealingModule.signedBy(RingSigner),
        AuditReadingModule,
        AdministrationModule,
        WebhooksModule,
        AlarmsModule,
        ReportersModule,
        ConsentsModule,
        ReportsModule,
        DetentionRecordsModule,
        ImportsModule,
        ExportsModule,
        SuggestionsModule,
        NameSearchModule,
        RematchesModule,
        ReceiptsModule,
        FiguresModule,
        ModelsModule,
        CasesModule,
        SourcesModule,
        FateClaimsModule,
        DisclosuresModule,
        FamilyReportsModule,
        FamilyMessagesModule,
        FamilyPagesModule,
        MetricsModule.of('api'),
        HealthModule,
      ],
    };
  }
}
