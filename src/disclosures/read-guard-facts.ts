import type { EntityManager } from 'typeorm';
import { claimsNow } from '../fate-claims/claims-now.js';
import { isAboutLife } from '../fate-claims/fate-words.js';
import type { Disclosure } from './disclosure.entity.js';
import type { SoughtWish, SpecialClass } from './disclosure-words.js';
import type { GuardFacts } from './guard-facts.js';

/** Where the things that the guards ask about stand, for whoever has to mend one. */
export interface GuardPlaces {
  reportId: string | null;
  sourceIds: string[];
}

interface Row {
  caseState: string;
  stateBefore: string[];
  contactsHidden: boolean;
  contested: boolean;
  toldBefore: boolean;
  linkState: string | null;
  linkByTwo: boolean | null;
  sourceWithdrawn: boolean;
  contactConsent: boolean;
  recipientReport: string | null;
  recipientLanguage: string | null;
  recipientAgreed: boolean;
  recipientExcluded: boolean;
  soughtWish: SoughtWish | null;
  childByDates: boolean;
  classes: SpecialClass[];
  safetyPlanAgeDays: number | null;
}

/**
 * Everything that the guards look at, as it stands in this transaction and as far as its actor sees it: what he may not see counts as missing.
 * @param approver who is about to approve; otherwise who approved
 */
export async function readGuardFacts(
  manager: EntityManager,
  disclosure: Disclosure,
  approver?: GuardFacts['approver'],
): Promise<{ facts: GuardFacts; places: GuardPlaces }> {
  const [row]: Row[] = await manager.query(factsQuery, [disclosure.id]);
  const claims = await claimsNow(manager, disclosure.caseId);
  const fate = claims.find((claim) => claim.row.id === disclosure.fateClaimId);
  const documents = [...(await documentOfLink(manager, disclosure)), ...(fate?.bases ?? [])].flatMap(
    ({ sourceId, authenticity }) => (sourceId && authenticity ? [{ sourceId, authenticity }] : []),
  );
  const approved = disclosure.approvedBy === null ? null : { id: disclosure.approvedBy, isDisclosureLead: true };
  const facts: GuardFacts = {
    kind: disclosure.kind,
    ownerBody: disclosure.ownerBody,
    channel: disclosure.channel,
    caseIsOpen: row.caseState === 'open' || (row.caseState === 'safety_hold' && row.stateBefore[0] === 'open'),
    safetyHold: row.caseState === 'safety_hold' || row.contactsHidden,
    contested: row.contested,
    toldBefore: row.toldBefore,
    link:
      row.linkState === null
        ? null
        : {
            confirmedByTwo: row.linkState === 'confirmed' && row.linkByTwo === true,
            sourceWithdrawn: row.sourceWithdrawn,
          },
    documents: documents.map(({ authenticity }) => authenticity),
    fate: fate ? { claim: fate.row.claim, effectiveLevel: fate.effectiveLevel, superseded: fate.superseded } : null,
    mayBeAlive: claims.some((claim) => claim.current && isAboutLife(claim.row.claim)),
    soughtWish: row.soughtWish,
    contactConsent: row.recipientReport !== null && row.contactConsent,
    recipientAgreed: row.recipientReport !== null && row.recipientAgreed,
    recipientExcluded: row.recipientExcluded,
    recipientLanguage: row.recipientLanguage,
    safetyPlanAgeDays: row.safetyPlanAgeDays,
    specialClasses: [...new Set<SpecialClass>([...(row.childByDates ? ['child' as const] : []), ...row.classes])],
    supervisorAgreed: disclosure.supervisorId !== null,
    trainedPerson: disclosure.trainedPerson !== null,
    spokenLanguage: disclosure.spokenLanguage,
    accompanyingPerson: disclosure.accompanyingPerson !== null,
    supportReferral: disclosure.supportReferral !== null,
    plannedFor: disclosure.plannedFor !== null,
    scriptRead: disclosure.checklist.script_read === true,
    whatNotToSayRead: disclosure.checklist.what_not_to_say_read === true,
    followUpOn: disclosure.followUpOn !== null,
    proposedBy: disclosure.proposedBy,
    approver: approver ?? approved,
  };
  const unchecked = documents.filter(({ authenticity }) => authenticity !== 'consistent');
  return { facts, places: { reportId: row.recipientReport, sourceIds: unchecked.map(({ sourceId }) => sourceId) } };
}

function documentOfLink(
  manager: EntityManager,
  { caseId, suggestionId }: Disclosure,
): Promise<{ sourceId: string | null; authenticity: GuardFacts['documents'][number] | null }[]> {
  if (suggestionId === null) return Promise.resolve([]);
  return manager.query('select source_id as "sourceId", authenticity from basis_now($1, $2::jsonb)', [
    caseId,
    JSON.stringify([{ kind: 'link', id: suggestionId }]),
  ]);
}

/** A child: whoever may have been under 18 when he disappeared, or may be today. Days begin in the east first. */
const factsQuery = `
  select c.state as "caseState", c.state_before as "stateBefore", c.contacts_hidden as "contactsHidden",
    stands_against(d.kind, c.id) or exists (
      select 1 from records_behind(d.suggestion_id, d.fate_claim_id) as behind(id) where stands_against(d.kind, behind.id)) as contested,
    d.corrects is null or d.recipient_id = (select told.recipient_id from disclosures told where told.id = d.corrects) as "toldBefore",
    s.state as "linkState", s.decided_by <> s.proposed_by as "linkByTwo", s.source_withdrawn_at is not null as "sourceWithdrawn",
    live_consent_of(d.recipient_id, 'contact') as "contactConsent",
    r.report_id as "recipientReport", r.language as "recipientLanguage",
    coalesce(said.agreed, false) as "recipientAgreed", coalesce(said.excluded, false) as "recipientExcluded",
    (select w.wish from sought_person_wishes w where w.case_id = c.id order by w.at desc, w.id desc limit 1) as "soughtWish",
    exists (
      select 1 from case_reports x join reports p on p.id = x.report_id
      where x.case_id = c.id and p.birth_latest > least(coalesce(p.disappeared_earliest, current_date), current_date) - interval '18 years'
    ) as "childByDates",
    array(
      select newest.class from (
        select distinct on (k.class) k.class, k.applies from case_special_classes k
        where k.case_id = c.id order by k.class, k.at desc, k.id desc) newest
      where newest.applies) as classes,
    ((now() at time zone 'UTC') + interval '14 hours')::date - d.safety_plan_on as "safetyPlanAgeDays"
  from disclosures d
  join cases c on c.id = d.case_id
  left join suggestions s on s.id = d.suggestion_id
    and exists (select 1 from case_reports x where x.case_id = c.id and x.report_id = s.report_id)
  left join reporters r on r.id = d.recipient_id and r.removed_at is null
    and exists (select 1 from case_reports x where x.case_id = c.id and x.report_id = r.report_id)
  left join lateral (
    select bool_or(newest.wish = 'agreed') as agreed, bool_or(newest.wish = 'excluded') as excluded from (
      select distinct on (w.said_by) w.wish from recipient_wishes w
      where w.case_id = c.id and w.reporter_id = d.recipient_id order by w.said_by, w.at desc, w.id desc) newest) said on true
  where d.id = $1`;
