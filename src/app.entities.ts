import { Account, Agreement, IdempotencyKey, Organisation, Session } from './access/account.entity.js';
import { Invitation, Passkey, PasskeyChallenge, TotpSecret, TryLimit } from './access/sign-in.entities.js';
import { PartnerKey, PartnerKeySecret } from './administration/partner-key.entity.js';
import { RoleChange } from './administration/role-change.entity.js';
import { Alarm, DeniedRead } from './alarms/alarm.entity.js';
import { AuditEntryRow } from './audit/audit-entry.entity.js';
import { Case, CaseEvent, CaseHold, CaseNote, CaseReport, CaseTask, CaseTransition } from './cases/case.entity.js';
import { Contest, ContestEvent, ContestTransition } from './cases/contest.entity.js';
import { ExtortionReport, ExtortionReview } from './cases/extortion.entity.js';
import { Consent, Suppression } from './consents/consent.entity.js';
import {
  Disclosure,
  DisclosureAttempt,
  DisclosureEvent,
  DisclosureTransition,
} from './disclosures/disclosure.entity.js';
import {
  CaseExchangeWord,
  CaseSpecialClass,
  RecipientWishRow,
  SoughtPersonWishRow,
} from './disclosures/wish.entity.js';
import { FamilyMessage, MessageCheck, Notice, NoticeWish } from './family-messages/family-message.entity.js';
import { FamilyDraft } from './family-pages/draft.entity.js';
import { ExtortionTip, FamilyFilingRow } from './family-reports/family-filing.entity.js';
import { FateClaimRow, FateReview } from './fate-claims/fate-claim.entity.js';
import { CaseKey } from './keys/case-key.entity.js';
import { MatchingModel, ModelChange } from './models/model.entity.js';
import { NameSearch } from './name-search/name-search.entity.js';
import { FamilySession, Receipt } from './receipts/receipt.entity.js';
import { Reporter, ReporterContact, ReporterIdentity, Reveal } from './reporters/reporter.entity.js';
import { ReportMember, ReportRevision } from './reports/report.entity.js';
import { PerpetratorDocument, SourceAssessment } from './sources/source-assessment.entity.js';
import { SuggestionClaim, SuggestionOpinion, SuggestionTransition } from './suggestions/suggestion.entity.js';
import {
  WebhookAttempt,
  WebhookEndpoint,
  WebhookEventType,
  WebhookMessage,
  WebhookSecret,
} from './webhooks/webhook.entity.js';
import { workerEntities } from './worker.entities.js';

/** Every table of the record, one class each. The list is compared with the migrated database in the tests. */
export const appEntities = [
  ...workerEntities,
  Organisation,
  Agreement,
  Account,
  Session,
  Passkey,
  PasskeyChallenge,
  TotpSecret,
  Invitation,
  TryLimit,
  IdempotencyKey,
  RoleChange,
  PartnerKey,
  PartnerKeySecret,
  MatchingModel,
  ModelChange,
  ReportMember,
  ReportRevision,
  Consent,
  Suppression,
  Reporter,
  Receipt,
  FamilySession,
  FamilyFilingRow,
  ExtortionTip,
  ReporterIdentity,
  ReporterContact,
  Reveal,
  CaseKey,
  Alarm,
  DeniedRead,
  Case,
  CaseReport,
  CaseTransition,
  CaseEvent,
  CaseHold,
  CaseNote,
  CaseTask,
  ExtortionReport,
  ExtortionReview,
  Contest,
  ContestTransition,
  ContestEvent,
  AuditEntryRow,
  NameSearch,
  SourceAssessment,
  FateClaimRow,
  FateReview,
  RecipientWishRow,
  SoughtPersonWishRow,
  CaseSpecialClass,
  CaseExchangeWord,
  Disclosure,
  DisclosureEvent,
  DisclosureAttempt,
  DisclosureTransition,
  FamilyDraft,
  FamilyMessage,
  MessageCheck,
  NoticeWish,
  Notice,
  PerpetratorDocument,
  SuggestionTransition,
  SuggestionClaim,
  SuggestionOpinion,
  WebhookEventType,
  WebhookEndpoint,
  WebhookSecret,
  WebhookMessage,
  WebhookAttempt,
];
