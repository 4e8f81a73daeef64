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

export interface SuggestionFilters {
  band?: Band;
  state?: SuggestionState;
}
