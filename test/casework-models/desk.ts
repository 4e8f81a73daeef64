import { type CaseState, isSideState, nextCaseState } from '../../src/cases/transitions.js';
import type { SoughtWish } from '../../src/disclosures/disclosure-words.js';
import type { GuardFacts } from '../../src/disclosures/guard-facts.js';
import { unmetGuards } from '../../src/disclosures/guards.js';
import { type DisclosureState, mayTake, nextDisclosureState } from '../../src/disclosures/transitions.js';
import { type ClaimNow, ceilingOf, effectiveLevel } from '../../src/fate-claims/effective-level.js';
import { atLeast } from '../../src/fate-claims/fate-words.js';
import { nextState, type SuggestionState } from '../../src/suggestions/transitions.js';
import { type Action, type ClaimMade, type Name, roleOf } from './actions.js';

/** One line of the ledger: a change that was acknowledged. */
export interface Entry {
  key: string;
  thing: string;
  by: Name | 'world';
  from: string | null;
  to: string;
  revision: number;
  /** What the guards were asked about, where they were asked. */
  facts?: GuardFacts;
}

interface Claim extends ClaimMade {
  by: Name;
  reviews: { reviewer: Name; agrees: boolean }[];
  replaced: boolean;
}

interface Disclosed {
  state: DisclosureState;
  revision: number;
  complete: boolean;
  proposedBy: Name;
  supervisor: Name | null;
  approvedBy: Name | null;
  claim: Claim | null;
  ours: boolean;
}

export type Outcome = 'done' | 'repeated' | string;

/**
 * A desk of casework made of nothing but the pure tables: one case with one recipient, two suggestions of one record, claims and one disclosure
 * at a time. What the service and the database do besides, the model against them shows (test/integration/casework-models.spec.ts).
 */
export class Desk {
  case: { state: CaseState; before: CaseState[]; heldBy: Name | null } = {
    state: 'submitted',
    before: [],
    heldBy: null,
  };
  suggestions: { state: SuggestionState; proposedBy: Name | null; decidedBy: Name | null; revision: number }[] = [
    { state: 'suggested', proposedBy: null, decidedBy: null, revision: 1 },
    { state: 'suggested', proposedBy: null, decidedBy: null, revision: 1 },
  ];
  claims: Claim[] = [];
  disclosures: Disclosed[] = [];
  world = {
    contact_consent: true,
    recipient_agreed: true,
    recipient_excluded: false,
    contested: false,
    special_class: false,
    authenticity: 'unassessed' as GuardFacts['documents'][number],
    sought_wish: null as SoughtWish | null,
  };
  ledger: Entry[] = [];
  private readonly answers = new Map<string, Outcome>();

  /** A case as it stands when something may be told: open, linked by two, the document looked at. */
  inOrder(): this {
    this.case.state = 'open';
    this.suggestions[0] = { state: 'confirmed', proposedBy: 'rana', decidedBy: 'omar', revision: 3 };
    this.world.authenticity = 'consistent';
    return this;
  }

  /** The same key is the same request: it is answered again and changes nothing. */
  act(key: string, action: Action): Outcome {
    const before = this.answers.get(key);
    if (before !== undefined) return before === 'done' ? 'repeated' : before;
    const outcome = this.try(key, action);
    if (outcome === 'done') this.answers.set(key, outcome);
    return outcome;
  }

  get present(): Disclosed | undefined {
    return this.disclosures.at(-1);
  }

  private try(key: string, action: Action): Outcome {
    switch (action.of) {
      case 'case':
        return this.stepCase(key, action);
      case 'suggestion':
        return this.decide(key, action);
      case 'claim':
        return this.claim(key, action);
      case 'review':
        return this.review(key, action);
      case 'world':
        return this.happen(action);
      case 'plan':
        return this.plan(key, action);
      case 'repeat':
        return 'nothing to repeat';
      default:
        return this.disclose(key, action);
    }
  }

  private write(entry: Entry): 'done' {
    this.ledger.push(entry);
    return 'done';
  }

  private stepCase(key: string, { by, action }: Extract<Action, { of: 'case' }>): Outcome {
    const role = roleOf[by];
    if (role === 'disclosure_lead') return 'access.not_found';
    const { state, before, heldBy } = this.case;
    if (action === 'lift_hold' && (role !== 'supervisor' || heldBy === by)) return 'case.hold_lifted_by_another';
    const to = nextCaseState(state, action, before.at(-1));
    if (!to) return 'case.wrong_state';
    if (isSideState(to) && action !== 'resume' && action !== 'lift_hold' && action !== 'restore') before.push(state);
    else if (isSideState(state)) before.pop();
    this.case.state = to;
    if (action === 'hold') this.case.heldBy = by;
    if (action === 'lift_hold') this.case.heldBy = null;
    return this.write({ key, thing: 'case', by, from: state, to, revision: this.ledger.length });
  }

  private decide(key: string, { by, which, action }: Extract<Action, { of: 'suggestion' }>): Outcome {
    if (roleOf[by] === 'disclosure_lead') return 'access.not_found';
    const suggestion = this.suggestions[which];
    const from = suggestion.state;
    const to = nextState(from, action);
    if (!to) return 'suggestion.wrong_state';
    if (this.world.contested && (to === 'proposed' || to === 'confirmed')) return 'contested';
    if (action === 'confirm') {
      if (suggestion.proposedBy === by) return 'decision.same_person';
      if (this.suggestions.some((other) => other.state === 'confirmed')) return 'decision.record_already_confirmed';
    }
    suggestion.state = to;
    suggestion.revision++;
    if (to === 'proposed') Object.assign(suggestion, { proposedBy: by, decidedBy: null });
    else suggestion.decidedBy = by;
    return this.write({ key, thing: `suggestion ${which}`, by, from, to, revision: suggestion.revision });
  }

  /** What was found for a family is withheld while it has withdrawn its report, and comes back as it was. */
  private linkStands(): boolean {
    return this.suggestions[0].state === 'confirmed' && this.case.state !== 'withdrawn';
  }

  private claimNow(claim: Claim): ClaimNow {
    const documentStands = !['doubtful', 'forged'].includes(this.world.authenticity);
    return {
      level: claim.level,
      legalStatus: claim.legalStatus,
      assessor: claim.by,
      reviews: claim.reviews,
      bases: [
        { stands: this.linkStands() && documentStands, ofPerpetrators: true },
        ...(claim.withTestimony ? [{ stands: true, ofPerpetrators: false }] : []),
      ],
    };
  }

  private claim(key: string, made: Extract<Action, { of: 'claim' }>): Outcome {
    const claim: Claim = { ...made, reviews: [], replaced: false };
    const now = this.claimNow(claim);
    if (!now.bases[0].stands) return 'fate_claim.basis_unknown';
    if (atLeast(claim.level, 'corroborated') && !atLeast(ceilingOf(now.bases, claim.legalStatus), 'corroborated'))
      return 'fate_claim.perpetrators_only';
    const last = this.claims.at(-1);
    if (claim.replaces && last) last.replaced = true;
    this.claims.push(claim);
    const thing = `claim ${this.claims.length - 1}`;
    return this.write({ key, thing, by: made.by, from: null, to: claim.level, revision: 1 });
  }

  private review(key: string, { by, agrees }: Extract<Action, { of: 'review' }>): Outcome {
    const claim = this.claims.at(-1);
    if (!claim) return 'access.not_found';
    if (claim.by === by) return 'fate_claim.same_person';
    if (claim.reviews.some(({ reviewer }) => reviewer === by)) return 'fate_claim.reviewed';
    claim.reviews.push({ reviewer: by, agrees });
    const thing = `claim ${this.claims.length - 1} by ${by}`;
    return this.write({ key, thing, by, from: null, to: String(agrees), revision: 1 });
  }

  private happen({ happens }: Extract<Action, { of: 'world' }>): Outcome {
    const value = 'is' in happens ? happens.is : happens.holds;
    this.world = { ...this.world, [happens.fact]: value };
    return 'done';
  }

  private plan(key: string, { by, complete }: Extract<Action, { of: 'plan' }>): Outcome {
    this.disclosures.push({
      state: 'planned',
      revision: 1,
      complete,
      proposedBy: by,
      supervisor: null,
      approvedBy: null,
      claim: this.claims.at(-1) ?? null,
      ours: true,
    });
    return this.write({ key, thing: this.thing, by, from: null, to: 'planned', revision: 1 });
  }

  private get thing(): string {
    return `disclosure ${this.disclosures.length - 1}`;
  }

  private disclose(
    key: string,
    action: Extract<Action, { of: 'edit' | 'supervision' | 'approval' | 'attempt' | 'step' }>,
  ): Outcome {
    const one = this.present;
    const { by } = action;
    if (!one) return 'access.not_found';
    const from = one.state;
    const change = (to: DisclosureState, columns: Partial<Disclosed> = {}, facts?: GuardFacts): 'done' => {
      Object.assign(one, columns, { state: to, revision: one.revision + 1 });
      return this.write({ key, thing: this.thing, by, from, to, revision: one.revision, ...(facts ? { facts } : {}) });
    };
    if (action.of === 'edit') {
      if (from !== 'planned') return 'disclosure.wrong_state';
      return change('planned', { complete: action.complete, proposedBy: by, supervisor: null });
    }
    if (action.of === 'supervision') {
      if (roleOf[by] !== 'supervisor') return 'access.not_found';
      if (from !== 'planned') return 'disclosure.wrong_state';
      return one.proposedBy === by ? 'disclosure.same_person' : change('planned', { supervisor: by });
    }
    const name = action.of === 'step' ? action.action : action.of === 'approval' ? 'approve' : 'attempt';
    if (!mayTake(roleOf[by], name)) return 'access.not_found';
    const to = nextDisclosureState(from, name);
    if (!to) return 'disclosure.wrong_state';
    if (name === 'approve' && one.proposedBy === by) return 'disclosure.same_person';
    const unapproved = { approvedBy: null, supervisor: null };
    if (to === 'planned') return change(to, { ...unapproved, proposedBy: by, ours: true });
    if (to === 'not_planned') return change(to, unapproved);
    if (name === 'transfer') return change(to, { ours: false });
    if (name !== 'approve' && name !== 'attempt') return change(to);
    const approver = name === 'approve' ? by : one.approvedBy;
    const facts = this.facts(one, approver);
    if (unmetGuards(facts).length > 0) return 'disclosure.guards_unmet';
    return change(to, name === 'approve' ? { approvedBy: by } : {}, facts);
  }

  /** What the guards are asked about. */
  facts(one: Disclosed, approver: Name | null): GuardFacts {
    const { state, before } = this.case;
    const current = (claim: Claim) => !claim.replaced;
    return {
      kind: 'fate',
      ownerBody: one.ours ? 'operator' : 'commission',
      channel: one.complete ? 'in_person' : null,
      caseIsOpen: state === 'open' || (state === 'safety_hold' && before.at(-1) === 'open'),
      safetyHold: state === 'safety_hold',
      contested: this.world.contested,
      toldBefore: true,
      link: { confirmedByTwo: this.linkStands(), sourceWithdrawn: false },
      documents: [this.world.authenticity],
      fate: one.claim && {
        claim: one.claim.claim,
        effectiveLevel: effectiveLevel(this.claimNow(one.claim)),
        superseded: one.claim.replaced,
      },
      mayBeAlive: this.claims.some((claim) => current(claim) && claim.claim === 'released'),
      soughtWish: this.world.sought_wish,
      contactConsent: this.world.contact_consent,
      recipientAgreed: this.world.recipient_agreed,
      recipientExcluded: this.world.recipient_excluded,
      recipientLanguage: 'ar',
      safetyPlanAgeDays: one.complete ? 3 : null,
      specialClasses: this.world.special_class ? ['defector'] : [],
      supervisorAgreed: one.supervisor !== null,
      trainedPerson: one.complete,
      spokenLanguage: 'ar',
      accompanyingPerson: one.complete,
      supportReferral: one.complete,
      plannedFor: one.complete,
      scriptRead: one.complete,
      whatNotToSayRead: one.complete,
      followUpOn: one.complete,
      proposedBy: one.proposedBy,
      approver: approver && { id: approver, isDisclosureLead: roleOf[approver] === 'disclosure_lead' },
    };
  }
}
