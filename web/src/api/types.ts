import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser';
import type { components } from './schema.js';

/** Shapes of the service's answers as the console reads them, taken from openapi.json (schema.ts is generated: npm run openapi). */

export const bands = ['strong', 'worth_a_look', 'weak'] as const;
export type Band = (typeof bands)[number];

/** States that exist today, in the order a suggestion usually goes through them. */
export const states = [
  'suggested',
  'resurfaced',
  'needs_info',
  'proposed',
  'returned',
  'confirmed',
  'rejected',
  'revoked',
  'stale',
  'suppressed',
] as const;
export type SuggestionState = (typeof states)[number];

export const rejectReasons = [
  'different_name',
  'mother_name',
  'age',
  'place',
  'time_order',
  'other_person_known',
  'document_doubtful',
  'insufficient',
] as const;
export type RejectReason = (typeof rejectReasons)[number];

type Schemas = components['schemas'];

export type Session = Schemas['SignedIn'];
/** `token` is there when the answer opened the session or gave it a new one. */
export type SessionAnswer = Session & { token?: string };
export type Role = Session['role'];
export type Invitation = Schemas['Invitation'];
export type TotpSetup = Schemas['TotpSetup'];
export type OwnSession = Schemas['OwnSessions']['items'][number];
export type OwnCredentials = Schemas['OwnCredentials'];
/** What passes between the service and a device, as WebAuthn Level 3 writes it in JSON. */
export type PasskeyCreation = PublicKeyCredentialCreationOptionsJSON;
export type PasskeyMade = RegistrationResponseJSON;
export type PasskeyRequest = PublicKeyCredentialRequestOptionsJSON;
export type PasskeyUsed = AuthenticationResponseJSON;
/** A date about a person: what was written, and the days it may mean (both ends inclusive, null = open). */
export type DateView = Schemas['DateView'];
export type PersonView = Schemas['SuggestedReport'];
export type RecordView = Schemas['SuggestedRecord'];
export type SuggestionSummary = Schemas['SuggestionSummary'];
export type Explanation = Schemas['Explanation'];
export type ExplanationRow = Explanation['rows'][number];
export type Agreement = NonNullable<ExplanationRow['agreement']>;
export type SuggestionDetail = Schemas['Suggestion'];
export type SuggestionEvent = SuggestionDetail['events'][number];
export type SourceView = SuggestionDetail['source'];
export type SuggestionPage = Schemas['SuggestionPage'];
export type TakenSuggestion = Schemas['TakenSuggestion'];
export type Claim = NonNullable<SuggestionSummary['claim']>;
export type Decision = Schemas['Decision'];
export type DecisionAction = Decision['action'];
export type GivenOpinion = Schemas['Opinion'];
export type Opinion = GivenOpinion['opinion'];

export const queueParts = ['needs_second_reviewer', 'returned', 'resurfaced', 'mine'] as const;
export type QueuePart = (typeof queueParts)[number];

export interface SuggestionFilters {
  band?: Band;
  state?: SuggestionState;
  source_type?: SourceView['type'];
  /** OCHA P-code. */
  governorate?: string;
  child?: 'true';
  which?: QueuePart;
}

export type NameSearch = Schemas['NameSearch'];
export type NameSearchHit = NameSearch['hits'][number];
/** What is searched for, without the reason. */
export type NameSearchAsked = Omit<Schemas['NameSearchBody'], 'reason'>;

export interface ItemsOf<T> {
  items: T[];
}
export type Report = Schemas['Report'];
export type Consent = Schemas['Consent'];
export type Reporter = Schemas['Reporter'];
export type RevealedReporter = Schemas['RevealedReporter'];
export type Colleague = Schemas['Colleagues']['items'][number];

export type Account = Schemas['Account'];
export type InvitedAccount = Schemas['InvitedAccount'];
export type NewAccount = Schemas['NewAccount'];
export type RoleChange = Schemas['RoleChange'];
export type Organisation = Schemas['Organisation'];
export type Agreed = Schemas['Agreement'];
export type NewAgreement = Schemas['NewAgreement'];
export type PartnerKey = Schemas['PartnerKey'];
export type NewPartnerKey = Schemas['NewPartnerKey'];
export type NewPartnerKeySecret = Schemas['NewPartnerKeySecret'];
export type Webhook = Schemas['Webhook'];
export type WebhookPage = Schemas['WebhookPage'];
export type NewWebhook = Schemas['NewWebhook'];
export type NewWebhookSecret = Schemas['NewWebhookSecret'];
export type WebhookMessage = Schemas['WebhookMessage'];
export type Model = Schemas['Model'];
export type ModelInUse = Schemas['ModelInUse'];
export type ModelCalibration = Schemas['ModelCalibration'];
export type ModelDisagreements = Schemas['ModelDisagreements'];
export type ModelChange = Schemas['ModelChange'];
export type ModelDryRun = Schemas['ModelDryRun'];
export type NewModelChange = Schemas['NewModelChange'];
export type AuditEntry = Schemas['AuditEntry'];
export type AuditChain = Schemas['AuditChain'];
export type Figures = Schemas['Figures'];
/** Of people: 1 to 4 are never told. */
export type Count = Figures['reviewers']['pairs'];
/** 0..1, and the interval in which it lies. */
export type Share = NonNullable<Figures['import_rows']['rejected']>;

export interface PageOf<T> extends ItemsOf<T> {
  next: string | null;
}

export type CaseSummary = Schemas['CaseSummary'];
export type CaseView = Schemas['Case'];
export type CaseState = CaseSummary['state'];
export type StaffMember = Schemas['StaffMember'];
export type CaseAction = Exclude<CaseView['possible_actions'][number], 'expire'>;
export type CaseStep = Schemas['CaseStep'];
export type CaseAssignment = Schemas['CaseAssignment'];
export type CaseHistoryItem = Schemas['CaseHistoryItem'];
export type CaseNote = Schemas['CaseNote'];
export type CaseTask = Schemas['CaseTask'];
export type FamilyMessage = Schemas['FamilyMessage'];
export type FamilyMessageBody = Schemas['MessageBody'];
export const familyTemplates = [
  'invitation_to_talk',
  'question',
  'please_complete',
  'consent_runs_out',
] as const satisfies readonly FamilyMessageBody['template'][];
export type CaseTaskBody = Schemas['CaseTaskBody'];
export type ExtortionReport = Schemas['ExtortionReport'];
export type ExtortionReportBody = Schemas['ExtortionReportBody'];
export type ExtortionReviewBody = Schemas['ExtortionReviewBody'];
export type Contest = Schemas['Contest'];

export interface CaseFilters {
  state?: CaseState;
  assigned_to?: 'me' | 'nobody';
  /** Came from one network with many others. */
  intake_flag?: 'true' | 'false';
}
export interface ContestStep {
  step: 'check_identity' | 'uphold' | 'refuse' | 'reopen';
  note: string;
  identity?: NonNullable<Contest['identity']>;
}

export const caseStates = [
  'draft',
  'submitted',
  'intake_check',
  'open',
  'closed',
  'paused_by_family',
  'safety_hold',
  'withdrawn',
  'expired',
] as const satisfies readonly CaseState[];
/** "Registered dead" and "no lead" are none. */
export const closingReasons = [
  'found_alive_in_contact',
  'found_alive_refuses_contact',
  'remains_identified_and_accepted',
  'family_asked_to_stop',
  'transferred',
  'erroneous',
] as const satisfies readonly NonNullable<CaseSummary['closing_reason']>[];
/** What a history is made of, in the order in which it is offered. */
export const historySources = [
  'case',
  'report',
  'consent',
  'suggestion',
  'reveal',
  'fate',
  'wish',
  'disclosure',
] as const satisfies readonly CaseHistoryItem['of'][];
export const thingsAskedFor = ['money', 'documents', 'meeting', 'information', 'other'] as const;
export const extortionWays = ['telephone', 'message', 'in_person', 'social_media', 'other'] as const;
/** The careful one first. */
export const extortionOutcomes = ['contacts_stay_hidden', 'contacts_safe'] as const;
export const contestClaims = ['this_is_me', 'this_is_false'] as const;
export const contestIdentities = ['is_the_person', 'is_not_the_person', 'cannot_tell'] as const;

export type FateClaims = Schemas['CaseFateClaims'];
export type FateClaim = Schemas['CaseFateClaim'];
export type FateClaimBody = Schemas['FateClaimBody'];
export type FateReviewBody = Schemas['FateReviewBody'];
export type SourceAssessment = Schemas['SourceAssessment'];
export type SourceAssessmentBody = Schemas['SourceAssessmentBody'];
export type Wishes = Schemas['Wishes'];
export type RecipientWishBody = Schemas['RecipientWishBody'];
export type SoughtPersonWishBody = Schemas['SoughtPersonWishBody'];
export type SpecialClassBody = Schemas['SpecialClassBody'];
export type ExchangeWordBody = Schemas['ExchangeWordBody'];
export type DisclosureSummary = Schemas['DisclosureSummary'];
export type Disclosure = Schemas['Disclosure'];
export type DisclosureGuard = Disclosure['guards'][number];
export type DisclosureBody = Schemas['DisclosureBody'];
export type DisclosurePatch = Schemas['DisclosurePatch'];
export type DisclosureStepBody = Schemas['DisclosureStepBody'];

export const fateClaimWords = [
  'alive_in_detention',
  'released',
  'alive_elsewhere',
  'died_in_custody',
  'killed_at_arrest',
  'executed',
  'remains_located',
  'remains_identified',
  'no_information',
] as const satisfies readonly FateClaim['claim'][];
/** From the weakest to the strongest. */
export const fateLevels = [
  'alleged',
  'documented',
  'corroborated',
  'confirmed',
] as const satisfies readonly FateClaim['level'][];
export const legalStatuses = [
  'none',
  'absence_declared',
  'death_registered_by_regime',
  'death_declared_by_court',
] as const satisfies readonly FateClaim['legal_status'][];
export const disclosureKinds = [
  'fate',
  'whereabouts',
  'document',
  'no_news',
  'correction',
] as const satisfies readonly Disclosure['kind'][];
export const ownerBodies = [
  'operator',
  'commission',
  'icrc',
  'other',
] as const satisfies readonly Disclosure['owner_body'][];
export const soughtWishes = ['may_be_told', 'only_that_alive', 'refuses_contact', 'could_not_be_asked'] as const;
export const recipientWishes = ['agreed', 'excluded', 'taken_back'] as const;
export const specialClasses = ['child', 'sexual_violence', 'defector', 'isis_affiliation_claimed'] as const;
export const authenticities = [
  'consistent',
  'doubtful',
  'forged',
] as const satisfies readonly SourceAssessment['authenticity'][];
/** Those who detained first: their word carries least. */
export const issuerKinds = [
  'security_agency',
  'state_institution',
  'isis',
  'armed_group',
  'foreign_forces',
  'later_authorities',
  'forensic_body',
  'humanitarian_body',
  'civil_society',
  'survivors',
  'unknown',
] as const satisfies readonly SourceAssessment['issuer_kind'][];
/** In the order in which they are offered; system administrators are made by system administrators alone. */
export const staffRoles = [
  'caseworker',
  'supervisor',
  'disclosure_lead',
  'importer',
  'auditor',
  'organisation_admin',
  'system_admin',
] as const satisfies readonly Role[];
export const agreementPurposes = ['import', 'export', 'overlap'] as const satisfies readonly Agreed['purpose'][];
export const agreementFields = [
  'names',
  'mother_name',
  'sex',
  'birth',
  'events',
  'places',
  'facility',
  'identifiers',
  'notes',
] as const satisfies readonly NewAgreement['fields'][number][];
export const keyScopes = [
  'import',
  'read_own',
  'read_feed',
  'overlap',
] as const satisfies readonly PartnerKey['scopes'][number][];
export const auditOutcomes = ['done', 'denied', 'refused'] as const satisfies readonly AuditEntry['outcome'][];
export const webhookMessageStates = [
  'waiting',
  'delivered',
  'failed',
  'dropped',
] as const satisfies readonly WebhookMessage['state'][];
