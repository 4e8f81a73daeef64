import { describe, expect, it } from '@jest/globals';
import { disclosureKinds } from './disclosure-words.js';
import type { GuardFacts } from './guard-facts.js';
import { askGuards, type GuardCode, guardCodes, unmetGuards } from './guards.js';

/** Everything in order: a death that two people call corroborated is told to a mother who agreed. */
const inOrder: GuardFacts = {
  kind: 'fate',
  ownerBody: 'operator',
  channel: 'in_person',
  caseIsOpen: true,
  safetyHold: false,
  contested: false,
  toldBefore: true,
  link: { confirmedByTwo: true, sourceWithdrawn: false },
  documents: ['consistent'],
  fate: { claim: 'died_in_custody', effectiveLevel: 'corroborated', superseded: false },
  mayBeAlive: false,
  soughtWish: null,
  contactConsent: true,
  recipientAgreed: true,
  recipientExcluded: false,
  recipientLanguage: 'ar',
  safetyPlanAgeDays: 3,
  specialClasses: [],
  supervisorAgreed: false,
  trainedPerson: true,
  spokenLanguage: 'ar',
  accompanyingPerson: true,
  supportReferral: true,
  plannedFor: true,
  scriptRead: true,
  whatNotToSayRead: true,
  followUpOn: true,
  proposedBy: 'rana',
  approver: { id: 'lina', isDisclosureLead: true },
};

const missing: [what: string, code: GuardCode, changes: Partial<GuardFacts>][] = [
  ['no link is named', 'link_confirmed', { link: null }],
  ['the link is no longer confirmed', 'link_confirmed', { link: { confirmedByTwo: false, sourceWithdrawn: false } }],
  [
    'the file behind the link was taken back',
    'link_confirmed',
    { link: { confirmedByTwo: true, sourceWithdrawn: true } },
  ],
  ['nobody looked at the document', 'document_checked', { documents: ['consistent', 'unassessed'] }],
  ['the document is doubtful', 'document_checked', { documents: ['doubtful'] }],
  ['the document is forged', 'document_checked', { documents: ['forged'] }],
  ['there is no document', 'document_checked', { documents: [] }],
  [
    'a death is only documented',
    'fate_level',
    { fate: { claim: 'executed', effectiveLevel: 'documented', superseded: false } },
  ],
  [
    'a life is only alleged',
    'fate_level',
    { fate: { claim: 'released', effectiveLevel: 'alleged', superseded: false } },
  ],
  [
    'the claim says that nothing is known',
    'fate_level',
    { fate: { claim: 'no_information', effectiveLevel: 'confirmed', superseded: false } },
  ],
  [
    'the claim was replaced by another one',
    'fate_current',
    { fate: { claim: 'died_in_custody', effectiveLevel: 'confirmed', superseded: true } },
  ],
  ['he may be alive and was not asked', 'sought_wish_recorded', { mayBeAlive: true }],
  ['he refuses contact', 'sought_wish_allows', { mayBeAlive: true, soughtWish: 'refuses_contact' }],
  ['the recipient did not agree to be contacted', 'contact_consent', { contactConsent: false }],
  ['the recipient is not on the list', 'recipient_agreed', { recipientAgreed: false }],
  ['a relative excluded the recipient', 'recipient_not_excluded', { recipientExcluded: true }],
  ['there is no safety plan', 'safety_plan', { safetyPlanAgeDays: null }],
  ['the safety plan is 90 days old', 'safety_plan', { safetyPlanAgeDays: 90 }],
  ['the safety plan is dated in the future', 'safety_plan', { safetyPlanAgeDays: -1 }],
  ['it is about a child and no supervisor looked', 'special_class_supervisor', { specialClasses: ['child'] }],
  ['no trained person is named', 'trained_person', { trainedPerson: false }],
  ['the languages differ', 'language_fits', { spokenLanguage: 'en' }],
  ['nobody said which language is spoken', 'language_fits', { spokenLanguage: null, recipientLanguage: null }],
  ['nobody goes with the family', 'accompanying_person', { accompanyingPerson: false }],
  ['there is no referral for support', 'support_referral', { supportReferral: false }],
  ['no channel is chosen', 'channel', { channel: null }],
  ['no time is set', 'planned_for', { plannedFor: false }],
  ['the script was not read', 'script_read', { scriptRead: false }],
  ['what not to say was not read', 'what_not_to_say_read', { whatNotToSayRead: false }],
  ['no date to follow up is set', 'follow_up_date', { followUpOn: false }],
  ['another body owns the news', 'ours_to_tell', { ownerBody: 'commission' }],
  ['the case is not open', 'case_open', { caseIsOpen: false }],
  ['a safety hold stands', 'no_safety_hold', { safetyHold: true }],
  ['somebody contests it', 'no_contest', { contested: true }],
  [
    'a correction is planned for somebody who was told nothing',
    'correction_recipient',
    { kind: 'correction', toldBefore: false },
  ],
  ['nobody approves', 'second_person', { approver: null }],
  ['whoever proposed it approves', 'second_person', { approver: { id: 'rana', isDisclosureLead: true } }],
  ['the approver is no disclosure lead', 'approver_role', { approver: { id: 'lina', isDisclosureLead: false } }],
];

describe('what must hold before a family is told', () => {
  it('when everything holds, nothing stands in the way', () => {
    expect(unmetGuards(inOrder)).toEqual([]);
    const asked = askGuards(inOrder).map(({ code }) => code);
    expect(asked).toEqual(guardCodes.filter((code) => code !== 'correction_recipient'));
  });

  it.each(missing)('%s: %s stands in the way', (_what, code, changes) => {
    const unmet = unmetGuards({ ...inOrder, ...changes });
    expect(unmet).toContain(code);
    // Alone: no other guard hides it. Without an approver nobody has the role either.
    expect(unmet.filter((other) => other !== code && changes.approver !== null)).toEqual([]);
  });

  it('each guard is the one that stands in the way of something', () => {
    expect(new Set(missing.map(([, code]) => code))).toEqual(new Set(guardCodes));
  });

  it('a statement about death needs a corroborated claim, one about life a documented one', () => {
    const told = (claim: 'executed' | 'released', effectiveLevel: 'documented' | 'corroborated') =>
      unmetGuards({ ...inOrder, fate: { claim, effectiveLevel, superseded: false } });
    expect(told('executed', 'documented')).toEqual(['fate_level']);
    expect(told('executed', 'corroborated')).toEqual([]);
    expect(told('released', 'documented')).toEqual([]);
  });

  it('whoever is found alive decides whether his family learns where he is', () => {
    const told = (kind: GuardFacts['kind'], soughtWish: GuardFacts['soughtWish']) =>
      unmetGuards({ ...inOrder, kind, mayBeAlive: true, soughtWish });
    expect(told('fate', 'only_that_alive')).toEqual([]);
    expect(told('whereabouts', 'only_that_alive')).toEqual(['sought_wish_allows']);
    expect(told('document', 'only_that_alive')).toEqual(['sought_wish_allows']);
    expect(told('whereabouts', 'may_be_told')).toEqual([]);
    for (const kind of disclosureKinds) expect(told(kind, 'refuses_contact')).toContain('sought_wish_allows');
  });

  it('that there is no news may be said without a link and without a companion, and never without consent', () => {
    const noNews: GuardFacts = {
      ...inOrder,
      kind: 'no_news',
      link: null,
      documents: [],
      fate: null,
      accompanyingPerson: false,
      supportReferral: false,
      followUpOn: false,
    };
    expect(unmetGuards(noNews)).toEqual([]);
    expect(unmetGuards({ ...noNews, contactConsent: false, recipientExcluded: true, contested: true })).toEqual([
      'contact_consent',
      'recipient_not_excluded',
      'no_contest',
    ]);
  });

  it('a correction may take back what was said and put nothing in its place, but claims a death as carefully as any', () => {
    const correction: GuardFacts = { ...inOrder, kind: 'correction', link: null, documents: [], fate: null };
    expect(unmetGuards(correction)).toEqual([]);
    expect(
      unmetGuards({
        ...correction,
        fate: { claim: 'died_in_custody', effectiveLevel: 'documented', superseded: false },
      }),
    ).toEqual(['fate_level']);
  });

  it('a case of a special class is told once a supervisor agreed', () => {
    for (const special of ['child', 'sexual_violence', 'defector', 'isis_affiliation_claimed'] as const) {
      expect(unmetGuards({ ...inOrder, specialClasses: [special] })).toEqual(['special_class_supervisor']);
      expect(unmetGuards({ ...inOrder, specialClasses: [special], supervisorAgreed: true })).toEqual([]);
    }
  });
});
