import type { CaseFateClaim, FateLevel } from '../fate-claims/fate-words.js';
import type { DisclosureChannel, DisclosureKind, OwnerBody, SoughtWish, SpecialClass } from './disclosure-words.js';

/** What the guards look at, as it stands at one moment. Read in one transaction (read-guard-facts.ts). */
export interface GuardFacts {
  kind: DisclosureKind;
  ownerBody: OwnerBody;
  channel: DisclosureChannel | null;

  caseIsOpen: boolean;
  safetyHold: boolean;
  /** Somebody says "this is me" or "this is false", and it is not decided; or it was upheld, which only a correction may follow (R15). */
  contested: boolean;
  /** Of a correction: the recipient is who was told what is corrected. */
  toldBefore: boolean;

  /** The link that it rests on: null when none was named. */
  link: { confirmedByTwo: boolean; sourceWithdrawn: boolean } | null;
  /** Authenticity of every document that it rests on. */
  documents: readonly ('unassessed' | 'consistent' | 'doubtful' | 'forged')[];
  /** The claim that will be told; null when none was named. */
  fate: { claim: CaseFateClaim; effectiveLevel: FateLevel; superseded: boolean } | null;
  /** One of the present claims says that the sought person lives. */
  mayBeAlive: boolean;
  /** What the sought person himself wants, when he was asked. */
  soughtWish: SoughtWish | null;

  /** The recipient himself allows us to contact him, now. */
  contactConsent: boolean;
  recipientAgreed: boolean;
  recipientExcluded: boolean;
  recipientLanguage: string | null;

  /** Whole days since the safety plan was made; null when there is none. Negative: dated in the future. */
  safetyPlanAgeDays: number | null;
  specialClasses: readonly SpecialClass[];
  supervisorAgreed: boolean;

  trainedPerson: boolean;
  spokenLanguage: string | null;
  accompanyingPerson: boolean;
  supportReferral: boolean;
  plannedFor: boolean;
  scriptRead: boolean;
  whatNotToSayRead: boolean;
  followUpOn: boolean;

  proposedBy: string;
  /** Who approves now, or approved; null while nobody does. */
  approver: { id: string; isDisclosureLead: boolean } | null;
}
