import { approvedStates } from '../../src/disclosures/transitions.js';
import { roleOf } from './actions.js';
import type { Desk, Entry } from './desk.js';

/**
 * Invariants of security.md as far as they mean something without a database:
 * I1 every acknowledged change stands in the ledger exactly once, also when its request came twice.
 * I3 nothing stands there twice: one line for each thing and revision, one review of each person, one confirmed suggestion of a record.
 * I5 each state was entered by the line before it: no change without its line, and no gap.
 * I7 nothing is told without the lines that decided it, and whatever the guards say, never against what they are there for.
 * (I2 is about files, I4 about scores, I6 about queues, I8 about texts: other tests.)
 * @returns a sentence for each that does not hold
 */
export function brokenInvariants(desk: Desk, acknowledged: readonly string[]): string[] {
  const { ledger } = desk;
  const keys = ledger.map(({ key }) => key);
  const broken: string[] = [];
  if (keys.length !== acknowledged.length || acknowledged.some((key, place) => keys[place] !== key))
    broken.push('I1: what was acknowledged is not what stands in the ledger');
  const lines = ledger.filter(({ thing }) => thing !== 'case').map(({ thing, revision }) => `${thing} ${revision}`);
  if (new Set(lines).size < lines.length) broken.push('I3: one thing has two lines of one revision');
  if (desk.suggestions.filter(({ state }) => state === 'confirmed').length > 1)
    broken.push('I3: one record is confirmed to two reports');
  broken.push(...brokenChains(ledger, desk), ...toldWrongly(ledger, desk));
  return broken;
}

function brokenChains(ledger: readonly Entry[], desk: Desk): string[] {
  const broken: string[] = [];
  const last = new Map<string, Entry>();
  for (const entry of ledger) {
    const before = last.get(entry.thing);
    if (before && before.to !== entry.from)
      broken.push(`I5: ${entry.thing} is ${entry.from} and was left ${before.to}`);
    last.set(entry.thing, entry);
  }
  const caseNow = last.get('case');
  if (caseNow && caseNow.to !== desk.case.state) broken.push('I5: the case moved without a line');
  for (const [place, { state, revision }] of desk.disclosures.entries()) {
    const line = last.get(`disclosure ${place}`);
    if (line?.to !== state || line.revision !== revision) broken.push('I5: a disclosure moved without a line');
  }
  return broken;
}

/** Not by the guards' own table: written down once more, as what must never happen. */
function toldWrongly(ledger: readonly Entry[], desk: Desk): string[] {
  const broken: string[] = [];
  for (const [place, disclosure] of desk.disclosures.entries()) {
    const lines = ledger.filter(({ thing }) => thing === `disclosure ${place}`);
    const approvals = lines.filter(({ to }) => to === 'approved');
    const attempts = lines.filter(({ to }) => to === 'attempted');
    if (approvedStates.includes(disclosure.state) && approvals.length === 0)
      broken.push(`I7: a disclosure is ${disclosure.state} and nobody approved it`);
    if (lines.some(({ to }) => to === 'delivered') && attempts.length === 0)
      broken.push('I7: something was told and nobody wrote down that he was about to');
    if (disclosure.approvedBy && disclosure.approvedBy === disclosure.proposedBy)
      broken.push('I7: whoever proposed it approved it');
    for (const { by, facts, to } of [...approvals, ...attempts]) {
      const said = `I7: ${to} although`;
      if (!facts) broken.push(`${said} no guard was asked`);
      if (to === 'approved' && (by === 'world' || roleOf[by] !== 'disclosure_lead')) broken.push(`${said} by no lead`);
      if (facts && !facts.contactConsent) broken.push(`${said} the recipient allows no contact`);
      if (facts?.recipientExcluded || facts?.recipientAgreed === false)
        broken.push(`${said} the recipient is not to be told`);
      if (facts?.soughtWish === 'refuses_contact') broken.push(`${said} the sought person refuses`);
      if (facts?.contested || facts?.safetyHold) broken.push(`${said} it is contested or held`);
      const { claim, effectiveLevel: level } = facts?.fate ?? {};
      if (claim === 'died_in_custody' && level !== 'corroborated' && level !== 'confirmed')
        broken.push(`${said} the death is only ${level}`);
      if (facts && facts.specialClasses.length > 0 && !facts.supervisorAgreed)
        broken.push(`${said} no supervisor looked`);
    }
  }
  return broken;
}
