import fc from 'fast-check';
import type { CaseAction } from '../../src/cases/transitions.js';
import type { SoughtWish } from '../../src/disclosures/disclosure-words.js';
import type { DisclosureAction } from '../../src/disclosures/transitions.js';
import type { FateLevel, LegalStatus } from '../../src/fate-claims/fate-words.js';
import type { DecisionAction } from '../../src/suggestions/transitions.js';

/** Two caseworkers, a supervisor, two who may approve what a family is told. */
export const people = ['rana', 'omar', 'salma', 'noor', 'huda'] as const;
export type Name = (typeof people)[number];
export const roleOf = {
  rana: 'caseworker',
  omar: 'caseworker',
  salma: 'supervisor',
  noor: 'disclosure_lead',
  huda: 'disclosure_lead',
} as const;

/** What a claim says and rests on: the link alone is the word of those who detained, a survivor's is not. */
export interface ClaimMade {
  claim: 'died_in_custody' | 'released';
  level: FateLevel;
  legalStatus: LegalStatus;
  withTestimony: boolean;
  /** Replaces the claim before. */
  replaces: boolean;
}

/** Facts that change by other people's doing, between two steps of casework. */
export type Happening =
  | { fact: 'contact_consent'; holds: boolean }
  | { fact: 'recipient_agreed'; holds: boolean }
  | { fact: 'recipient_excluded'; holds: boolean }
  | { fact: 'contested'; holds: boolean }
  | { fact: 'special_class'; holds: boolean }
  | { fact: 'authenticity'; is: 'consistent' | 'doubtful' | 'forged' }
  | { fact: 'sought_wish'; is: SoughtWish };

export type Step = Exclude<DisclosureAction, 'plan' | 'approve' | 'attempt'>;

export type Action =
  | { of: 'case'; by: Name; action: Exclude<CaseAction, 'expire'> }
  | { of: 'suggestion'; by: Name; which: 0 | 1; action: DecisionAction }
  | ({ of: 'claim'; by: Name } & ClaimMade)
  | { of: 'review'; by: Name; agrees: boolean }
  | { of: 'world'; happens: Happening }
  | { of: 'plan'; by: Name; complete: boolean }
  | { of: 'edit'; by: Name; complete: boolean }
  | { of: 'supervision' | 'approval' | 'attempt'; by: Name }
  | { of: 'step'; by: Name; action: Step }
  /** The answer was lost on the way: the same request, with the same key, comes once more. */
  | { of: 'repeat' };

const by = fc.constantFrom(...people);
const leads = fc.constantFrom('noor' as const, 'huda' as const);
const outcomes = fc.constantFrom(
  ...(['deliver', 'decline', 'defer', 'give_up_reaching', 'follow_up', 'follow_up'] as const),
);
const mostly = fc.integer({ min: 0, max: 5 }).map((drawn) => drawn > 0);
const seldom = mostly.map((usual) => !usual);

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    fact: fc.constantFrom('contact_consent' as const, 'recipient_agreed' as const),
    holds: mostly,
  }),
  fc.record({
    fact: fc.constantFrom('recipient_excluded' as const, 'contested' as const, 'special_class' as const),
    holds: seldom,
  }),
  fc.record({
    fact: fc.constant('authenticity' as const),
    is: fc.constantFrom('consistent', 'consistent', 'doubtful', 'forged'),
  }),
  fc.record({
    fact: fc.constant('sought_wish' as const),
    is: fc.constantFrom('may_be_told', 'may_be_told', 'only_that_alive', 'refuses_contact', 'could_not_be_asked'),
  }),
) as fc.Arbitrary<Happening>;

/** Everything that may happen. @param decisions of suggestions: given where suggestions take part */
export function anyAction(decisions: readonly DecisionAction[]): fc.Arbitrary<Action>[] {
  const ofSuggestions = fc.record({
    of: fc.constant('suggestion' as const),
    by,
    which: fc.constantFrom(0 as const, 1 as const),
    action: fc.constantFrom(...(decisions.length > 0 ? decisions : (['propose'] as const))),
  });
  return [
    fc.record({
      of: fc.constant('case' as const),
      by,
      action: fc.constantFrom(
        ...(['begin_intake', 'open', 'open', 'close', 'reopen', 'pause', 'resume', 'hold', 'lift_hold'] as const),
        ...(['withdraw', 'restore'] as const),
      ),
    }),
    ...(decisions.length > 0 ? [ofSuggestions] : []),
    fc.record({
      of: fc.constant('claim' as const),
      by,
      claim: fc.constantFrom('died_in_custody' as const, 'died_in_custody' as const, 'released' as const),
      level: fc.constantFrom('alleged', 'documented', 'corroborated', 'confirmed') as fc.Arbitrary<FateLevel>,
      legalStatus: fc.constantFrom('none', 'death_registered_by_regime') as fc.Arbitrary<LegalStatus>,
      withTestimony: mostly,
      replaces: fc.boolean(),
    }),
    fc.record({ of: fc.constant('review' as const), by, agrees: mostly }),
    fc.record({ of: fc.constant('world' as const), happens: happening }),
    fc.record({ of: fc.constant('plan' as const), by, complete: mostly }),
    fc.record({ of: fc.constant('edit' as const), by, complete: mostly }),
    fc.record({ of: fc.constantFrom('supervision' as const, 'approval' as const, 'attempt' as const), by }),
    // As often as anything else altogether: a walk that never tells anybody anything proves little.
    ...Array.from({ length: 4 }, () =>
      fc.record({ of: fc.constantFrom('approval' as const, 'attempt' as const), by: leads }),
    ),
    ...Array.from({ length: 2 }, () => fc.record({ of: fc.constant('step' as const), by, action: outcomes })),
    fc.record({
      of: fc.constant('step' as const),
      by,
      action: fc.constantFrom(
        ...(['deliver', 'deliver', 'decline', 'defer', 'give_up_reaching', 'follow_up'] as const),
        ...(['take_up', 'transfer', 'return', 'drop'] as const),
      ),
    }),
    fc.constant({ of: 'repeat' as const }),
  ];
}
