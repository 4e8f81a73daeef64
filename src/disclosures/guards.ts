import { atLeast, isAboutDeath } from '../fate-claims/fate-words.js';
import { type DisclosureKind, longestSafetyPlanDays } from './disclosure-words.js';
import type { GuardFacts } from './guard-facts.js';

/** Where somebody mends what is missing. */
export const mendingPlaces = [
  'suggestion',
  'source',
  'fate_claims',
  'wishes',
  'consents',
  'plan',
  'case',
  'supervision',
  'approval',
  'transfer',
] as const;
export type MendingPlace = (typeof mendingPlaces)[number];

interface Guard {
  /** Kinds of disclosure that it is asked for; all when left out. */
  of?: readonly DisclosureKind[];
  mend: MendingPlace;
  /** What is missing, to whoever is refused. */
  says: string;
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
    says: 'Name a link that two people confirmed and that still stands.',
    of: aboutHim,
    mend: 'suggestion',
    isMet: ({ link }) => link?.confirmedByTwo === true && !link.sourceWithdrawn,
  },
  document_checked: {
    says: 'Every document that it rests on must be assessed and found consistent.',
    of: aboutHim,
    mend: 'source',
    isMet: ({ documents }) => documents.length > 0 && documents.every((one) => one === 'consistent'),
  },
  fate_level: {
    says: 'A death must count as corroborated, and any other fate as documented, before it is told.',
    of: ['fate', 'correction'],
    mend: 'fate_claims',
    isMet: fateLevelAllowsIt,
  },
  fate_current: {
    says: 'Name a claim that no newer one replaced.',
    of: ['fate', 'correction'],
    mend: 'fate_claims',
    isMet: ({ kind, fate }) => (fate === null ? kind === 'correction' : !fate.superseded),
  },
  sought_wish_recorded: {
    says: 'He may be alive: write down what he wants his family to learn.',
    of: withNews,
    mend: 'wishes',
    isMet: ({ mayBeAlive, soughtWish }) => !mayBeAlive || soughtWish !== null,
  },
  sought_wish_allows: {
    says: 'The sought person does not want this to be told. His wish outranks what the family asks.',
    mend: 'wishes',
    isMet: soughtWishAllowsIt,
  },
  contact_consent: {
    says: 'The recipient does not allow us to contact him, or not any more.',
    mend: 'consents',
    isMet: ({ contactConsent }) => contactConsent,
  },
  recipient_agreed: {
    says: 'The recipient is not on the list of those who agreed to be told.',
    mend: 'wishes',
    isMet: ({ recipientAgreed }) => recipientAgreed,
  },
  recipient_not_excluded: {
    says: 'A relative asked that this recipient is not told.',
    mend: 'wishes',
    isMet: ({ recipientExcluded }) => !recipientExcluded,
  },
  correction_recipient: {
    says: 'A correction is for whoever was told what it corrects.',
    of: ['correction'],
    mend: 'plan',
    isMet: ({ toldBefore }) => toldBefore,
  },
  safety_plan: {
    says: 'Make a safety plan: it must be younger than 90 days.',
    mend: 'plan',
    isMet: ({ safetyPlanAgeDays: days }) => days !== null && days >= 0 && days < longestSafetyPlanDays,
  },
  special_class_supervisor: {
    says: 'A supervisor must agree, because the case is of a special class.',
    mend: 'supervision',
    isMet: ({ specialClasses, supervisorAgreed }) => specialClasses.length === 0 || supervisorAgreed,
  },
  trained_person: {
    says: 'Name the trained person who tells it.',
    mend: 'plan',
    isMet: ({ trainedPerson }) => trainedPerson,
  },
  language_fits: {
    says: 'Choose the language that the recipient speaks.',
    mend: 'plan',
    isMet: ({ spokenLanguage, recipientLanguage }) => spokenLanguage !== null && spokenLanguage === recipientLanguage,
  },
  accompanying_person: {
    says: 'Name who is there for the recipient.',
    of: withNews,
    mend: 'plan',
    isMet: ({ accompanyingPerson }) => accompanyingPerson,
  },
  support_referral: {
    says: 'Say where the recipient finds support afterwards.',
    of: withNews,
    mend: 'plan',
    isMet: ({ supportReferral }) => supportReferral,
  },
  channel: {
    says: 'Choose a call or a meeting in person.',
    mend: 'plan',
    isMet: ({ channel }) => channel === 'in_person' || channel === 'call',
  },
  planned_for: { says: 'Say when it is planned for.', mend: 'plan', isMet: ({ plannedFor }) => plannedFor },
  script_read: { says: 'Read the script, and say so.', mend: 'plan', isMet: ({ scriptRead }) => scriptRead },
  what_not_to_say_read: {
    says: 'Read what not to say, and say so.',
    mend: 'plan',
    isMet: ({ whatNotToSayRead }) => whatNotToSayRead,
  },
  follow_up_date: {
    says: 'Set a day to follow up.',
    of: withNews,
    mend: 'plan',
    isMet: ({ followUpOn }) => followUpOn,
  },
  ours_to_tell: {
    says: 'Another body owns this news: transfer it instead.',
    mend: 'transfer',
    isMet: ({ ownerBody }) => ownerBody === 'operator',
  },
  case_open: { says: 'The case must be open.', mend: 'case', isMet: ({ caseIsOpen }) => caseIsOpen },
  no_safety_hold: {
    says: 'A safety hold, or extortion that nobody has reviewed, stands in the way.',
    mend: 'case',
    isMet: ({ safetyHold }) => !safetyHold,
  },
  no_contest: {
    says: 'Somebody contests the record or the case: nothing is told meanwhile.',
    mend: 'case',
    isMet: ({ contested }) => !contested,
  },
  second_person: {
    says: 'Somebody else than the proposer must approve.',
    mend: 'approval',
    isMet: ({ approver, proposedBy }) => approver !== null && approver.id !== proposedBy,
  },
  approver_role: {
    says: 'A disclosure lead must approve.',
    mend: 'approval',
    isMet: ({ approver }) => approver?.isDisclosureLead === true,
  },
} as const satisfies Record<string, Guard>;

export type GuardCode = keyof typeof guards;
export const guardCodes = Object.keys(guards) as GuardCode[];

const isAskedFor = (code: GuardCode, kind: DisclosureKind): boolean => {
  const { of }: Guard = guards[code];
  return of === undefined || of.includes(kind);
};

/** Every guard that this kind of disclosure asks, and whether it is met. */
export function askGuards(facts: GuardFacts): { code: GuardCode; met: boolean; mend: MendingPlace; says: string }[] {
  return guardCodes
    .filter((code) => isAskedFor(code, facts.kind))
    .map((code) => ({ code, met: guards[code].isMet(facts), mend: guards[code].mend, says: guards[code].says }));
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
