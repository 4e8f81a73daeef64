import { Module } from '@nestjs/common';
import { AccountsController } from './accounts.controller.js';
import { Accounts } from './accounts.service.js';
import { ColleaguesController } from './colleagues.controller.js';
import { OrganisationsController } from './organisations.controller.js';
import { Organisations } from './organisations.service.js';
import { OwnOrganisationController } from './own-organisation.controller.js';
import { PartnerKeysController } from './partner-keys.controller.js';
import { PartnerKeys } from './partner-keys.service.js';
import { RecognisePartners } from './recognise-partners.js';
import { RoleChangesController } from './role-changes.controller.js';
import { RoleChanges } from './role-changes.service.js';

/** Organisations, their people and their programs: who may come in at all. Sees no report and no record. */
@Module({
  controllers: [
    AccountsController,
    RoleChangesController,
    OrganisationsController,
    OwnOrganisationController,
    ColleaguesController,
    PartnerKeysController,
  ],
  providers: [Accounts, RoleChanges, Organisations, PartnerKeys, RecognisePartners],
})
export class AdministrationModule {}
