import { atLeast, isAboutDeath } from '../fate-claims/fate-words.js';
import { type DisclosureKind, longestSafetyPlanDays } from './disclosure-words.js';
import type { GuardFacts } from './guard-facts.js';

/** Where somebody mends what is missing. */
export type MendingPlace =
  | 'suggestion'
  | 'source'
  | 'fate_claims'
  | 'wishes'
  | 'consents'
  | 'plan'
  | 'case'
  | 'supervision'
  | 'approval'
  | 'transfer';

interface Guard {
  /** Kinds of disclosure that it is asked for; all when left out. */
  of?: readonly DisclosureKind[];
  mend: MendingPlace;
  isMet(facts: GuardFacts): boolean;
}

const aboutHim: readonly DisclosureKind[] = ['fate', 'whereabouts', 'document'];
/** All but "there is no news", which says nothing about him. */
const withNews: readonly DisclosureKind[] = [...aboutHim, 'correction'];

/**
 * Everything that must hold before a family is told anything (domain.md 2.3, ux.md C5), in the order in which it is shown. An approval asks
 * all of them, and so does every attempt: what does not hold any more blocks at once.
 */
export const guards = {
  link_confirmed: {
    of: aboutHim,
    mend: 'suggestion',
    isMet: ({ link }) => link?.confirmedByTwo === true && !link.sourceWithdrawn,
  },
  document_checked: {
    of: aboutHim,
    mend: 'source',
    isMet: ({ documents }) => documents.length > 0 && documents.every((one) => one === 'consistent'),
  },
  fate_level: { of: ['fate', 'correction'], mend: 'fate_claims', isMet: fateLevelAllowsIt },
  fate_current: {
    of: ['fate', 'correction'],
    mend: 'fate_claims',
    isMet: ({ kind, fate }) => (fate === null ? kind === 'correction' : !fate.superseded),
  },
  sought_wish_recorded: {
    of: withNews,
    mend: 'wishes',
    isMet: ({ mayBeAlive, soughtWish }) => !mayBeAlive || soughtWish !== null,
  },
  sought_wish_allows: { mend: 'wishes', isMet: soughtWishAllowsIt },
  contact_consent: { mend: 'consents', isMet: ({ contactConsent }) => contactConsent },
  recipient_agreed: { mend: 'wishes', isMet: ({ recipientAgreed }) => recipientAgreed },
  recipient_not_excluded: { mend: 'wishes', isMet: ({ recipientExcluded }) => !recipientExcluded },
  safety_plan: {
    mend: 'plan',
    isMet: ({ safetyPlanAgeDays: days }) => days !== null && days >= 0 && days < longestSafetyPlanDays,
  },
  special_class_supervisor: {
    mend: 'supervision',
    isMet: ({ specialClasses, supervisorAgreed }) => specialClasses.length === 0 || supervisorAgreed,
  },
  trained_person: { mend: 'plan', isMet: ({ trainedPerson }) => trainedPerson },
  language_fits: {
    mend: 'plan',
    isMet: ({ spokenLanguage, recipientLanguage }) => spokenLanguage !== null && spokenLanguage === recipientLanguage,
  },
  accompanying_person: { of: withNews, mend: 'plan', isMet: ({ accompanyingPerson }) => accompanyingPerson },
  support_referral: { of: withNews, mend: 'plan', isMet: ({ supportReferral }) => supportReferral },
  channel: { mend: 'plan', isMet: ({ channel }) => channel === 'in_person' || channel === 'call' },
  planned_for: { mend: 'plan', isMet: ({ plannedFor }) => plannedFor },
  script_read: { mend: 'plan', isMet: ({ scriptRead }) => scriptRead },
  what_not_to_say_read: { mend: 'plan', isMet: ({ whatNotToSayRead }) => whatNotToSayRead },
  follow_up_date: { of: withNews, mend: 'plan', isMet: ({ followUpOn }) => followUpOn },
  ours_to_tell: { mend: 'transfer', isMet: ({ ownerBody }) => ownerBody === 'operator' },
  case_open: { mend: 'case', isMet: ({ caseIsOpen }) => caseIsOpen },
  no_safety_hold: { mend: 'case', isMet: ({ safetyHold }) => !safetyHold },
  no_contest: { mend: 'case', isMet: ({ contested }) => !contested },
  second_person: {
    mend: 'approval',
    isMet: ({ approver, proposedBy }) => approver !== null && approver.id !== proposedBy,
  },
  approver_role: { mend: 'approval', isMet: ({ approver }) => approver?.isDisclosureLead === true },
} as const satisfies Record<string, Guard>;

export type GuardCode = keyof typeof guards;
export const guardCodes = Object.keys(guards) as GuardCode[];

const isAskedFor = (code: GuardCode, kind: DisclosureKind): boolean => {
  const { of }: Guard = guards[code];
  return of === undefined || of.includes(kind);
};

/** Every guard that this kind of disclosure asks, and whether it is met. */
export function askGuards(facts: GuardFacts): { code: GuardCode; met: boolean; mend: MendingPlace }[] {
  return guardCodes
    .filter((code) => isAskedFor(code, facts.kind))
    .map((code) => ({ code, met: guards[code].isMet(facts), mend: guards[code].mend }));
}

export const unmetGuards = (facts: GuardFacts): GuardCode[] =>
  askGuards(facts)
    .filter(({ met }) => !met)
    .map(({ code }) => code);

/** What rests on nothing more than a document is told of nobody's death; what is alleged is told of nobody. */
function fateLevelAllowsIt({ kind, fate }: GuardFacts): boolean {
  // A correction may take back what was said and put nothing in its place.
  if (fate === null) return kind === 'correction';
  if (fate.claim === 'no_information') return false;
  return atLeast(fate.effectiveLevel, isAboutDeath(fate.claim) ? 'corroborated' : 'documented');
}

/** Who is found alive decides what his family learns: nothing at all, or no more than that he lives. */
function soughtWishAllowsIt({ kind, soughtWish }: GuardFacts): boolean {
  if (soughtWish === 'refuses_contact') return false;
  return soughtWish !== 'only_that_alive' || (kind !== 'whereabouts' && kind !== 'document');
}
