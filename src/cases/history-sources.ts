/**
 * What a case's history is made of: one query for each kind of thing that happens, with `$1` for the case and the columns at, id, kind, account_id,
 * from_state, to_state, reason, note, about, in this order. Each reads what row-level security lets the caller see, and nothing that he must not read
 * elsewhere: of a suggestion that waits for a second opinion neither who proposed it nor why.
 * A room that writes events about cases adds its own query here.
 */
const itsReports = 'select r.report_id from case_reports r where r.case_id = $1 or r.own_case_id = $1';

export const historySources = {
  case: `select c.created_at as at, c.id, 'made' as kind, null::uuid as account_id, null as from_state, 'submitted' as to_state, null as reason,
      null as note, null::uuid as about
    from cases c where c.id = $1
    union all select e.at, e.id, e.kind, e.account_id, e.from_state, e.to_state, e.reason, e.note, e.about from case_events e where e.case_id = $1`,
  report: `select date_trunc('milliseconds', v.changed_at), md5(v.report_id::text || v.revision)::uuid,
      case v.revision when 1 then 'filed' else 'edited' end, v.changed_by, null, null, null, null, v.report_id
    from report_revisions v where v.report_id in (${itsReports})`,
  consent: `select date_trunc('milliseconds', o.given_at), o.id, case when o.granted then 'given' else 'refused' end, null::uuid, null, null, o.purpose,
      null, o.report_id
    from consents o where o.report_id in (${itsReports})
    union all select date_trunc('milliseconds', o.withdrawn_at), md5(o.id::text || 'withdrawn')::uuid, 'withdrawn', null::uuid, null, null, o.purpose,
      null, o.report_id
    from consents o where o.withdrawn_at is not null and o.report_id in (${itsReports})`,
  suggestion: `select date_trunc('milliseconds', e.at), e.id, e.kind,
      case when suggestion.state <> 'proposed' or suggestion.proposed_by = app_actor() then e.account_id end, e.from_state, e.to_state, null, null,
      suggestion.id
    from suggestion_events e join suggestions suggestion on suggestion.id = e.suggestion_id
    where suggestion.report_id in (${itsReports}) and e.kind <> 'rescored'`,
  reveal: `select date_trunc('milliseconds', v.at), v.id, 'revealed', v.account_id, null, null, array_to_string(v.fields, ' '), null, v.report_id
    from reveals v where v.report_id in (${itsReports})`,
  fate: `select f.at, f.id, 'claimed', f.assessed_by, null, null, f.claim || ' ' || f.level, null, f.id from fate_claims f where f.case_id = $1
    union all select date_trunc('milliseconds', v.at), v.id, case when v.agrees then 'agreed' else 'disagreed' end, v.reviewer, null, null, null, v.note,
      v.claim_id
    from fate_reviews v join fate_claims f on f.id = v.claim_id where f.case_id = $1`,
  disclosure: `select date_trunc('milliseconds', e.at), e.id, e.kind, e.account_id, e.from_state, e.to_state, null,
      coalesce(e.reason, e.note), e.disclosure_id
    from disclosure_events e join disclosures d on d.id = e.disclosure_id where d.case_id = $1`,
  wish: `select date_trunc('milliseconds', w.at), w.id, w.wish, w.recorded_by, null, null, 'recipient', w.note, w.reporter_id
    from recipient_wishes w where w.case_id = $1
    union all select date_trunc('milliseconds', w.at), w.id, w.wish, w.recorded_by, null, null, 'sought_person', w.note, null::uuid
    from sought_person_wishes w where w.case_id = $1
    union all select date_trunc('milliseconds', k.at), k.id, case when k.applies then 'class_set' else 'class_lifted' end, k.recorded_by, null, null,
      k.class, k.note, null::uuid
    from case_special_classes k where k.case_id = $1
    union all select date_trunc('milliseconds', w.at), w.id, case when w.allowed then 'exchange_allowed' else 'exchange_refused' end, w.said_by, null,
      null, null, w.reason, null::uuid
    from case_exchange_words w where w.case_id = $1`,
} as const satisfies Record<string, string>;

export type HistorySource = keyof typeof historySources;
