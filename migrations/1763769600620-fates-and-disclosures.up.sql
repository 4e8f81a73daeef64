-- What became of a person, as people assess it, and what his family is told. Claims, reviews, wishes, attempts and events are only ever added to.
-- Nothing here sends anything, and the worker has no right to any of it (R8).

-- Who is told by a disclosure is a reporter of the same organisation.
alter table reporters add constraint reporters_of_one_organisation unique (id, organisation_id);

-- Does this one person allow this, now? Another relative's word is not his (compare live_consent).
create function live_consent_of(reporter uuid, wanted text) returns boolean language sql stable parallel safe
  return exists (
    select 1 from consents
    where reporter_id = reporter and purpose = wanted and granted and withdrawn_at is null and suppressed_by is null
      and (expires_at is null or expires_at > now()));

-- What people found when they looked at a document: is it genuine, and whose is it? The newest counts.
create table source_assessments (
  id uuid primary key,
  source_id uuid not null references sources,
  organisation_id uuid not null references organisations,
  authenticity text not null check (authenticity in ('consistent', 'doubtful', 'forged')),
  issuer_kind text not null check (issuer_kind in ('security_agency', 'state_institution', 'isis', 'armed_group', 'foreign_forces',
    'later_authorities', 'forensic_body', 'humanitarian_body', 'civil_society', 'survivors', 'unknown')),
  note text not null,
  assessed_by uuid not null,
  at timestamptz not null default clock_timestamp(),
  foreign key (assessed_by, organisation_id) references accounts (id, organisation_id)
);
create index source_assessments_source on source_assessments (source_id, at);

-- Which documents are the word of those who detained, as src/sources/perpetrator-documents.ts has it (R10).
create table perpetrator_documents (
  document_type text not null,
  issuer_kind text not null,
  primary key (document_type, issuer_kind)
);
insert into perpetrator_documents (document_type, issuer_kind)
  select type, issuer
  from unnest(array['arrest_order', 'intake_register', 'transfer_list', 'hospital_referral', 'hospital_register', 'death_certificate', 'court_file',
    'wanted_list', 'release_list', 'exchange_list', 'survivor_testimony', 'ngo_database', 'other']) as type
  cross join unnest(array['security_agency', 'state_institution', 'isis', 'armed_group', 'foreign_forces', 'later_authorities', 'forensic_body',
    'humanitarian_body', 'civil_society', 'survivors', 'unknown']) as issuer
  where type in ('arrest_order', 'intake_register', 'transfer_list', 'wanted_list')
    or issuer in ('security_agency', 'state_institution', 'isis', 'armed_group', 'foreign_forces')
    or issuer = 'unknown' and type not in ('survivor_testimony', 'ngo_database');

-- The document's own row shows what was found last.
create function show_assessment() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  update sources set authenticity = new.authenticity where id = new.source_id;
  if not found then
    raise exception 'there is no such document in reach' using errcode = 'foreign_key_violation';
  end if;
  return null;
end
$$;
create trigger source_assessments_shown after insert on source_assessments for each row execute function show_assessment();
-- Whoever is shown a partner's document may say whether it is genuine, and changes nothing else of it.
create function assess_only() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'athar_api' and (
    new.organisation_id <> app_organisation() and new.bytes_received <> old.bytes_received
    or new.authenticity is distinct from old.authenticity and pg_trigger_depth() < 2)
  then
    raise exception 'a document is assessed by a row of its own' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger sources_assess_only before update on sources for each row execute function assess_only();

-- One claim of one person about what became of somebody. The present ones are the newest of each kind that no other claim replaced.
create table fate_claims (
  id uuid primary key,
  case_id uuid not null,
  organisation_id uuid not null references organisations,
  claim text not null check (claim in ('alive_in_detention', 'released', 'alive_elsewhere', 'died_in_custody', 'killed_at_arrest', 'executed',
    'remains_located', 'remains_identified', 'no_information')),
  -- There is no "probable" (R9).
  level text not null check (level in ('alleged', 'documented', 'corroborated', 'confirmed')),
  -- {kind: link | detention_record | document, id} or {kind: testimony, text}.
  basis jsonb not null check (jsonb_typeof(basis) = 'array'),
  note text,
  family_accepts text not null check (family_accepts in ('yes', 'no', 'unknown')),
  legal_status text not null check (legal_status in ('none', 'absence_declared', 'death_registered_by_regime', 'death_declared_by_court')),
  supersedes uuid unique,
  assessed_by uuid not null,
  -- Whole milliseconds, as a cursor holds them.
  at timestamptz(3) not null default clock_timestamp(),
  unique (id, case_id),
  unique (id, assessed_by, organisation_id),
  foreign key (case_id, organisation_id) references cases (id, organisation_id),
  foreign key (assessed_by, organisation_id) references accounts (id, organisation_id),
  foreign key (supersedes, case_id) references fate_claims (id, case_id)
);
create index fate_claims_case on fate_claims (case_id, at desc, id desc);

-- A second person looks at a claim. Above "documented" it counts for something only when one agreed and nobody disagreed.
create table fate_reviews (
  id uuid primary key,
  claim_id uuid not null,
  organisation_id uuid not null references organisations,
  assessed_by uuid not null,
  reviewer uuid not null,
  agrees boolean not null,
  note text,
  at timestamptz not null default clock_timestamp(),
  unique (claim_id, reviewer),
  foreign key (claim_id, assessed_by, organisation_id) references fate_claims (id, assessed_by, organisation_id),
  foreign key (reviewer, organisation_id) references accounts (id, organisation_id),
  constraint fate_reviews_by_a_second_person check (reviewer <> assessed_by)
);

-- What each thing that a claim rests on is worth now: links that were revoked, records that were taken back and documents that are doubtful or
-- forged do not stand. Of what the asker may not see nothing stands.
create function basis_now(about_case uuid, basis jsonb)
returns table (place integer, kind text, known boolean, stands boolean, of_perpetrators boolean, source_id uuid, authenticity text)
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select b.place::integer, b.item ->> 'kind',
    case b.item ->> 'kind' when 'testimony' then true when 'document' then o.id is not null else s.id is not null end,
    case b.item ->> 'kind'
      when 'testimony' then true
      when 'document' then o.id is not null
      when 'link' then s.state = 'confirmed' and s.source_withdrawn_at is null and d.withdrawn_at is null
      else s.state not in ('rejected', 'suppressed') and s.source_withdrawn_at is null and d.withdrawn_at is null
    end is true and coalesce(a.authenticity, 'unassessed') not in ('doubtful', 'forged'),
    b.item ->> 'kind' <> 'testimony' and (p.document_type is not null or o.id is null),
    o.id,
    case when o.id is not null then coalesce(a.authenticity, 'unassessed') end
  from jsonb_array_elements(basis) with ordinality as b(item, place)
  left join lateral (
    select g.* from suggestions g join case_reports c on c.report_id = g.report_id and c.case_id = about_case
    where b.item ->> 'kind' = 'link' and g.id = (b.item ->> 'id')::uuid
      or b.item ->> 'kind' = 'detention_record' and g.detention_record_id = (b.item ->> 'id')::uuid
    order by g.state = 'confirmed' desc, g.id limit 1) s on true
  left join detention_records d on d.id = s.detention_record_id
  left join sources o on o.id = coalesce(d.source_id, case when b.item ->> 'kind' = 'document' then (b.item ->> 'id')::uuid end)
  left join lateral (
    select n.authenticity, n.issuer_kind from source_assessments n where n.source_id = o.id and n.organisation_id = app_organisation()
    order by n.at desc, n.id desc limit 1) a on true
  left join perpetrator_documents p on p.document_type = o.document_type and p.issuer_kind = coalesce(a.issuer_kind, 'unknown')
$$;

-- Documents of perpetrators, and a death that the regime registered, lift nothing above "documented" (R10).
create function require_basis() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'athar_api' and new.assessed_by <> app_actor() then
    raise exception 'everybody assesses in his own name' using errcode = 'restrict_violation', constraint = 'fate_claims_in_ones_own_name';
  end if;
  if exists (select 1 from basis_now(new.case_id, new.basis) b where not b.known) then
    raise exception 'the claim rests on something that is not of this case' using errcode = 'restrict_violation', constraint = 'fate_claims_basis_is_known';
  end if;
  if new.level in ('corroborated', 'confirmed')
    and not exists (select 1 from basis_now(new.case_id, new.basis) b where b.stands and not b.of_perpetrators)
  then
    raise exception 'documents of perpetrators alone carry no more than "documented"'
      using errcode = 'restrict_violation', constraint = 'fate_claims_perpetrators_document_at_most';
  end if;
  return new;
end
$$;
create trigger fate_claims_basis before insert on fate_claims for each row execute function require_basis();

-- Who may be told, as each relative says: the newest word of each of them counts.
create table recipient_wishes (
  id uuid primary key,
  case_id uuid not null,
  organisation_id uuid not null references organisations,
  reporter_id uuid not null,
  said_by uuid not null,
  wish text not null check (wish in ('agreed', 'excluded', 'taken_back')),
  note text,
  recorded_by uuid not null,
  at timestamptz not null default clock_timestamp(),
  foreign key (case_id, organisation_id) references cases (id, organisation_id),
  foreign key (reporter_id, organisation_id) references reporters (id, organisation_id),
  foreign key (said_by, organisation_id) references reporters (id, organisation_id),
  foreign key (recorded_by, organisation_id) references accounts (id, organisation_id)
);
create index recipient_wishes_case on recipient_wishes (case_id, reporter_id, said_by, at desc);

-- What the sought person, found alive, wants his family to learn. It outranks what the family asks. The newest counts.
create table sought_person_wishes (
  id uuid primary key,
  case_id uuid not null,
  organisation_id uuid not null references organisations,
  wish text not null check (wish in ('may_be_told', 'only_that_alive', 'refuses_contact', 'could_not_be_asked')),
  note text not null,
  recorded_by uuid not null,
  at timestamptz not null default clock_timestamp(),
  foreign key (case_id, organisation_id) references cases (id, organisation_id),
  foreign key (recorded_by, organisation_id) references accounts (id, organisation_id)
);
create index sought_person_wishes_case on sought_person_wishes (case_id, at desc);

-- Why one more person has to look at a case (R23), where the dates of the report do not say so. The newest of each class counts.
create table case_special_classes (
  id uuid primary key,
  case_id uuid not null,
  organisation_id uuid not null references organisations,
  class text not null check (class in ('child', 'sexual_violence', 'defector', 'isis_affiliation_claimed')),
  applies boolean not null,
  note text,
  recorded_by uuid not null,
  at timestamptz not null default clock_timestamp(),
  foreign key (case_id, organisation_id) references cases (id, organisation_id),
  foreign key (recorded_by, organisation_id) references accounts (id, organisation_id)
);
create index case_special_classes_case on case_special_classes (case_id, class, at desc);

-- What one relative is to be told, by whom and how. Told by people, in a call or face to face, never in writing.
create table disclosures (
  id uuid primary key,
  case_id uuid not null,
  organisation_id uuid not null references organisations,
  kind text not null check (kind in ('fate', 'whereabouts', 'document', 'no_news', 'correction')),
  state text not null check (state in ('not_planned', 'planned', 'approved', 'attempted', 'delivered', 'declined_to_know', 'deferred', 'unreachable',
    'followed_up', 'transferred')),
  revision integer not null default 1,
  recipient_id uuid not null,
  suggestion_id uuid,
  fate_claim_id uuid,
  corrects uuid,
  owner_body text not null default 'operator' check (owner_body in ('operator', 'commission', 'icrc', 'other')),
  channel text check (channel in ('in_person', 'call')),
  planned_for timestamptz,
  trained_person text,
  spoken_language text,
  accompanying_person text,
  support_referral text,
  safety_plan_on date,
  follow_up_on date,
  -- {script_read, what_not_to_say_read}
  checklist jsonb not null default '{}',
  note text,
  -- Who said last what it is to be: a second person approves exactly that.
  proposed_by uuid not null,
  proposed_at timestamptz not null default now(),
  supervisor_id uuid,
  supervised_at timestamptz,
  approved_by uuid,
  approved_at timestamptz,
  -- Whole milliseconds, as a cursor holds them.
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, case_id),
  unique (id, organisation_id),
  foreign key (case_id, organisation_id) references cases (id, organisation_id),
  foreign key (recipient_id, organisation_id) references reporters (id, organisation_id),
  foreign key (suggestion_id, organisation_id) references suggestions (id, organisation_id),
  foreign key (fate_claim_id, case_id) references fate_claims (id, case_id),
  foreign key (corrects, case_id) references disclosures (id, case_id),
  foreign key (proposed_by, organisation_id) references accounts (id, organisation_id),
  foreign key (supervisor_id, organisation_id) references accounts (id, organisation_id),
  foreign key (approved_by, organisation_id) references accounts (id, organisation_id),
  constraint disclosures_correct_something check ((kind = 'correction') = (corrects is not null)),
  constraint disclosures_approved_by_a_second_person check (approved_by <> proposed_by),
  constraint disclosures_seen_by_another_supervisor check (supervisor_id <> proposed_by and supervisor_id <> approved_by),
  constraint disclosures_approved_at_some_time check ((approved_by is null) = (approved_at is null)),
  constraint disclosures_supervised_at_some_time check ((supervisor_id is null) = (supervised_at is null)),
  constraint disclosures_told_only_when_approved check (approved_by is not null
    or state not in ('approved', 'attempted', 'delivered', 'declined_to_know', 'deferred', 'unreachable', 'followed_up')),
  constraint disclosures_planned_anew_without_approval check (state not in ('planned', 'not_planned') or approved_by is null)
);
create index disclosures_case on disclosures (case_id, created_at desc, id desc);
create index disclosures_recipient on disclosures (recipient_id);

-- As src/disclosures/transitions.ts has it.
create table disclosure_transitions (
  from_state text not null,
  to_state text not null,
  primary key (from_state, to_state)
);
insert into disclosure_transitions (from_state, to_state) values
  ('not_planned', 'planned'),
  ('planned', 'approved'), ('planned', 'not_planned'), ('planned', 'transferred'),
  ('approved', 'planned'), ('approved', 'not_planned'), ('approved', 'attempted'), ('approved', 'transferred'),
  ('attempted', 'attempted'), ('attempted', 'delivered'), ('attempted', 'declined_to_know'), ('attempted', 'deferred'), ('attempted', 'unreachable'),
  ('attempted', 'transferred'),
  ('delivered', 'followed_up'),
  ('declined_to_know', 'planned'), ('declined_to_know', 'followed_up'),
  ('deferred', 'planned'), ('deferred', 'not_planned'), ('deferred', 'followed_up'), ('deferred', 'transferred'),
  ('unreachable', 'planned'), ('unreachable', 'not_planned'), ('unreachable', 'followed_up'), ('unreachable', 'transferred'),
  ('transferred', 'planned');

create table disclosure_events (
  id uuid primary key,
  disclosure_id uuid not null,
  organisation_id uuid not null references organisations,
  -- Of the disclosure, that this made: one event each.
  revision integer not null,
  at timestamptz not null default clock_timestamp(),
  account_id uuid not null,
  kind text not null,
  from_state text,
  to_state text not null,
  -- Names of the fields that an edit changed, or of the guards that were asked and met.
  fields text[] not null default '{}',
  reason text,
  note text,
  unique (disclosure_id, revision),
  foreign key (disclosure_id, organisation_id) references disclosures (id, organisation_id),
  foreign key (account_id, organisation_id) references accounts (id, organisation_id)
);

-- Every time that somebody was about to tell. Written before the call, when the guards are asked.
create table disclosure_attempts (
  id uuid primary key,
  disclosure_id uuid not null,
  organisation_id uuid not null references organisations,
  revision integer not null,
  channel text not null check (channel in ('in_person', 'call')),
  made_by uuid not null,
  note text,
  at timestamptz not null default clock_timestamp(),
  unique (disclosure_id, revision),
  foreign key (disclosure_id, organisation_id) references disclosures (id, organisation_id),
  foreign key (made_by, organisation_id) references accounts (id, organisation_id)
);

-- The detention records that something told rests on: by its link, and by whatever the claim names.
create function records_behind(link uuid, told_claim uuid) returns setof uuid language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select s.detention_record_id from suggestions s where s.id = link
  union
  select case b.item ->> 'kind'
      when 'link' then (select s.detention_record_id from suggestions s where s.id = (b.item ->> 'id')::uuid)
      else (b.item ->> 'id')::uuid end
  from fate_claims f cross join jsonb_array_elements(f.basis) as b(item)
  where f.id = told_claim and b.item ->> 'kind' in ('link', 'detention_record')
$$;

-- Contested, and not decided; of everything but a correction also what was upheld (R15).
create function stands_against(told text, subject uuid) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case told when 'correction' then is_undecided(subject) else is_frozen(subject) end
$$;

-- A disclosure goes where its table lets it go; what was approved is not changed; and what the service asks, the database asks once more where
-- a slip would hurt most: two people, the right role, the recipient's consent, a safety hold, a contest, a second person for a death.
create function disclosure_moves() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  before_state text := case when tg_op = 'INSERT' then 'not_planned' else old.state end;
  death record;
begin
  if tg_op = 'INSERT' or new.state <> old.state or old.state = 'attempted' then
    if not exists (select 1 from disclosure_transitions t where t.from_state = before_state and t.to_state = new.state) then
      raise exception 'a disclosure that is % cannot become %', before_state, new.state
        using errcode = 'restrict_violation', constraint = 'disclosures_move_by_their_table';
    end if;
  end if;
  if tg_op = 'UPDATE' then
    if new.revision <> old.revision + 1 then
      raise exception 'every change makes one revision' using errcode = 'restrict_violation', constraint = 'disclosures_revisions';
    end if;
    if (old.state <> 'planned' or new.state <> 'planned') and
      (new.recipient_id, new.suggestion_id, new.fate_claim_id, new.channel, new.planned_for, new.trained_person, new.spoken_language,
        new.accompanying_person, new.support_referral, new.safety_plan_on, new.follow_up_on, new.checklist, new.note)
      is distinct from
      (old.recipient_id, old.suggestion_id, old.fate_claim_id, old.channel, old.planned_for, old.trained_person, old.spoken_language,
        old.accompanying_person, old.support_referral, old.safety_plan_on, old.follow_up_on, old.checklist, old.note)
    then
      raise exception 'only a plan is changed' using errcode = 'restrict_violation', constraint = 'disclosures_only_plans_change';
    end if;
    if current_user = 'athar_api' and (
      new.proposed_by <> old.proposed_by and new.proposed_by <> app_actor()
      or new.approved_by is distinct from old.approved_by and new.approved_by <> app_actor()
      or new.supervisor_id is distinct from old.supervisor_id and new.supervisor_id <> app_actor())
    then
      raise exception 'everybody decides in his own name' using errcode = 'restrict_violation', constraint = 'disclosures_in_ones_own_name';
    end if;
    if new.supervisor_id is distinct from old.supervisor_id and new.supervisor_id is not null
      and not exists (select 1 from accounts a where a.id = new.supervisor_id and a.role = 'supervisor' and a.disabled_at is null)
    then
      raise exception 'a supervisor looks at it' using errcode = 'restrict_violation', constraint = 'disclosures_seen_by_a_supervisor';
    end if;
  end if;
  if not exists (
    select 1 from reporters r join case_reports c on c.report_id = r.report_id and c.case_id = new.case_id where r.id = new.recipient_id)
    and (tg_op = 'INSERT' or new.recipient_id <> old.recipient_id or new.state in ('approved', 'attempted'))
  then
    raise exception 'only a reporter of the case is told' using errcode = 'restrict_violation', constraint = 'disclosures_told_to_a_reporter';
  end if;
  if tg_op = 'INSERT' and new.corrects is not null and not exists (
    select 1 from disclosure_events e where e.disclosure_id = new.corrects and e.to_state = 'delivered')
  then
    raise exception 'what nobody was told needs no correction' using errcode = 'restrict_violation', constraint = 'disclosures_correct_what_was_told';
  end if;
  if new.state = 'approved' and before_state <> 'approved' and not exists (
    select 1 from accounts a where a.id = new.approved_by and a.role = 'disclosure_lead' and a.disabled_at is null)
  then
    raise exception 'a disclosure lead approves' using errcode = 'restrict_violation', constraint = 'disclosures_approved_by_a_lead';
  end if;
  if new.state not in ('approved', 'attempted') then
    return new;
  end if;
  if new.owner_body <> 'operator' then
    raise exception 'another body owns the news' using errcode = 'restrict_violation', constraint = 'disclosures_ours_to_tell';
  end if;
  if not live_consent_of(new.recipient_id, 'contact') then
    raise exception 'the recipient does not allow contact' using errcode = 'restrict_violation', constraint = 'disclosures_with_consent';
  end if;
  if not exists (select 1 from cases c where c.id = new.case_id and c.state = 'open' and not c.contacts_hidden) then
    raise exception 'the case is not open' using errcode = 'restrict_violation', constraint = 'disclosures_of_open_cases';
  end if;
  if stands_against(new.kind, new.case_id) or exists (
    select 1 from records_behind(new.suggestion_id, new.fate_claim_id) as behind(id) where stands_against(new.kind, behind.id))
  then
    raise exception 'contested: nothing is told meanwhile' using errcode = 'restrict_violation', constraint = 'disclosures_not_while_contested';
  end if;
  if coalesce((select w.wish from sought_person_wishes w where w.case_id = new.case_id order by w.at desc, w.id desc limit 1), '') = 'refuses_contact' then
    raise exception 'the sought person refuses' using errcode = 'restrict_violation', constraint = 'disclosures_as_the_sought_person_wishes';
  end if;
  select f.* into death from fate_claims f
    where f.id = new.fate_claim_id and f.claim in ('died_in_custody', 'killed_at_arrest', 'executed', 'remains_located', 'remains_identified');
  if found and (death.level not in ('corroborated', 'confirmed')
    or exists (select 1 from fate_claims n where n.supersedes = death.id)
    or not exists (select 1 from fate_reviews r where r.claim_id = death.id and r.agrees)
    or exists (select 1 from fate_reviews r where r.claim_id = death.id and not r.agrees)
    or not exists (select 1 from basis_now(new.case_id, death.basis) b where b.stands and not b.of_perpetrators))
  then
    raise exception 'of a death only what two people call corroborated is told'
      using errcode = 'restrict_violation', constraint = 'disclosures_of_corroborated_deaths';
  end if;
  return new;
end
$$;
create trigger disclosures_move before insert or update on disclosures for each row execute function disclosure_moves();

-- No disclosure without its decision rows: at the end of the transaction each revision has its event, and each attempt its row.
create function require_decision_rows() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select 1 from disclosure_events e where e.disclosure_id = new.id and e.revision = new.revision and e.to_state = new.state)
    or new.state = 'attempted' and not exists (
      select 1 from disclosure_attempts a where a.disclosure_id = new.id and a.revision = new.revision)
  then
    raise exception 'a disclosure changes with its decision row' using errcode = 'restrict_violation', constraint = 'disclosures_have_decision_rows';
  end if;
  return null;
end
$$;
create constraint trigger disclosures_decision_rows after insert or update on disclosures deferrable initially deferred
  for each row execute function require_decision_rows();

create trigger source_assessments_append_only before update or delete on source_assessments for each row execute function refuse_change();
create trigger fate_claims_append_only before update or delete on fate_claims for each row execute function refuse_change();
create trigger fate_reviews_append_only before update or delete on fate_reviews for each row execute function refuse_change();
create trigger recipient_wishes_append_only before update or delete on recipient_wishes for each row execute function refuse_change();
create trigger sought_person_wishes_append_only before update or delete on sought_person_wishes for each row execute function refuse_change();
create trigger case_special_classes_append_only before update or delete on case_special_classes for each row execute function refuse_change();
create trigger disclosure_events_append_only before update or delete on disclosure_events for each row execute function refuse_change();
create trigger disclosure_attempts_append_only before update or delete on disclosure_attempts for each row execute function refuse_change();

revoke execute on function show_assessment, assess_only, require_basis, disclosure_moves, require_decision_rows from public;
revoke execute on function live_consent_of, basis_now, records_behind, stands_against from public;
grant execute on function live_consent_of, basis_now, records_behind, stands_against to athar_api;
grant select on perpetrator_documents, disclosure_transitions to athar_api;

-- Whoever reaches the case reaches what is assessed and planned in it.
alter table source_assessments enable row level security;
alter table source_assessments force row level security;
grant select, insert on source_assessments to athar_api;
create policy source_assessments_api on source_assessments for select to athar_api
  using (organisation_id = (select app_organisation()));
create policy source_assessments_api_made on source_assessments for insert to athar_api
  with check (organisation_id = (select app_organisation()) and assessed_by = (select app_actor())
    and (select app_role()) in ('caseworker', 'supervisor', 'disclosure_lead')
    and exists (select 1 from sources where sources.id = source_id offset 0));
grant update (authenticity) on sources to athar_api;
create policy sources_api_assessed on sources for update to athar_api
  using ((select app_role()) in ('caseworker', 'supervisor', 'disclosure_lead')
    and exists (select 1 from detention_records where detention_records.source_id = sources.id offset 0))
  with check ((select app_role()) in ('caseworker', 'supervisor', 'disclosure_lead')
    and exists (select 1 from detention_records where detention_records.source_id = sources.id offset 0));

alter table fate_claims enable row level security;
alter table fate_claims force row level security;
grant select, insert on fate_claims to athar_api;
create policy fate_claims_api on fate_claims for select to athar_api
  using (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = case_id offset 0));
create policy fate_claims_api_made on fate_claims for insert to athar_api
  with check (organisation_id = (select app_organisation()) and assessed_by = (select app_actor())
    and exists (select 1 from cases where cases.id = case_id offset 0));

alter table fate_reviews enable row level security;
alter table fate_reviews force row level security;
grant select, insert on fate_reviews to athar_api;
create policy fate_reviews_api on fate_reviews for select to athar_api
  using (exists (select 1 from fate_claims where fate_claims.id = claim_id offset 0));
create policy fate_reviews_api_made on fate_reviews for insert to athar_api
  with check (reviewer = (select app_actor()) and exists (select 1 from fate_claims where fate_claims.id = claim_id offset 0));

alter table recipient_wishes enable row level security;
alter table recipient_wishes force row level security;
grant select, insert on recipient_wishes to athar_api;
create policy recipient_wishes_api on recipient_wishes for select to athar_api
  using (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = case_id offset 0));
create policy recipient_wishes_api_made on recipient_wishes for insert to athar_api
  with check (organisation_id = (select app_organisation()) and recorded_by = (select app_actor())
    and exists (select 1 from cases where cases.id = case_id offset 0));

alter table sought_person_wishes enable row level security;
alter table sought_person_wishes force row level security;
grant select, insert on sought_person_wishes to athar_api;
create policy sought_person_wishes_api on sought_person_wishes for select to athar_api
  using (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = case_id offset 0));
create policy sought_person_wishes_api_made on sought_person_wishes for insert to athar_api
  with check (organisation_id = (select app_organisation()) and recorded_by = (select app_actor())
    and exists (select 1 from cases where cases.id = case_id offset 0));

alter table case_special_classes enable row level security;
alter table case_special_classes force row level security;
grant select, insert on case_special_classes to athar_api;
create policy case_special_classes_api on case_special_classes for select to athar_api
  using (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = case_id offset 0));
create policy case_special_classes_api_made on case_special_classes for insert to athar_api
  with check (organisation_id = (select app_organisation()) and recorded_by = (select app_actor())
    and exists (select 1 from cases where cases.id = case_id offset 0));

alter table disclosures enable row level security;
alter table disclosures force row level security;
grant select, insert, update (state, revision, recipient_id, suggestion_id, fate_claim_id, owner_body, channel, planned_for, trained_person, spoken_language,
  accompanying_person, support_referral, safety_plan_on, follow_up_on, checklist, note, proposed_by, proposed_at, supervisor_id, supervised_at,
  approved_by, approved_at, updated_at) on disclosures to athar_api;
create policy disclosures_api on disclosures for select to athar_api
  using (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = case_id offset 0));
create policy disclosures_api_planned on disclosures for insert to athar_api
  with check (organisation_id = (select app_organisation()) and proposed_by = (select app_actor())
    and exists (select 1 from cases where cases.id = case_id offset 0));
create policy disclosures_api_changed on disclosures for update to athar_api
  using (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = case_id offset 0))
  with check (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = case_id offset 0));

alter table disclosure_events enable row level security;
alter table disclosure_events force row level security;
grant select, insert on disclosure_events to athar_api;
create policy disclosure_events_api on disclosure_events for select to athar_api
  using (exists (select 1 from disclosures where disclosures.id = disclosure_id offset 0));
create policy disclosure_events_api_made on disclosure_events for insert to athar_api
  with check (account_id = (select app_actor()) and exists (select 1 from disclosures where disclosures.id = disclosure_id offset 0));

alter table disclosure_attempts enable row level security;
alter table disclosure_attempts force row level security;
grant select, insert on disclosure_attempts to athar_api;
create policy disclosure_attempts_api on disclosure_attempts for select to athar_api
  using (exists (select 1 from disclosures where disclosures.id = disclosure_id offset 0));
create policy disclosure_attempts_api_made on disclosure_attempts for insert to athar_api
  with check (made_by = (select app_actor()) and exists (select 1 from disclosures where disclosures.id = disclosure_id offset 0));
