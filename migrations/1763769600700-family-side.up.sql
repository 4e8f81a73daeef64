-- A family files a report by itself and changes it afterwards, with nobody of staff between. It acts in the role `intake`: it writes what hangs on one
-- report (app_report) and on one person of it (app_reporter), and 1763769600950 shuts everything else. What has to happen beside that, to the case and
-- to what was found, is done by the functions below, which answer nothing: they belong to a role that signs in nowhere.

-- What was sent, so that a double tap and a retry file one report. From which network, as a keyed hash of one day, and for
-- which family name, as a keyed hash: so that many reports of people who are not related are noticed. Kept for two days (security.md C16).
create table family_filings (
  submission_id uuid primary key,
  organisation_id uuid not null references organisations,
  report_id uuid not null unique,
  receipt_id uuid not null,
  network_hash bytea not null,
  kin_hash bytea not null,
  filed_at timestamptz not null default clock_timestamp(),
  foreign key (report_id, organisation_id) references reports (id, organisation_id) on delete cascade deferrable initially deferred,
  foreign key (receipt_id) references receipts on delete cascade deferrable initially deferred
);
create index family_filings_network on family_filings (network_hash, filed_at);
create index family_filings_filed on family_filings (filed_at);

alter table family_filings enable row level security;
alter table family_filings force row level security;
grant select, insert, delete on family_filings to athar_api;
create policy family_filings_api on family_filings for insert to athar_api
  with check ((select app_role()) = 'intake' and organisation_id = (select app_organisation()) and report_id = (select app_report())
    and receipt_id = (select app_actor()));
create policy family_filings_api_own on family_filings for select to athar_api
  using ((select app_role()) = 'intake' and report_id = (select app_report()));
-- Whoever sends something a second time is known by nothing else than what he sends.
create policy family_filings_door on family_filings for select to athar_api using ((select app_purpose()) = 'door');
create policy family_filings_sweep on family_filings to athar_api
  using ((select app_purpose()) = 'sweep' and filed_at < now() - interval '48 hours') with check (false);
create policy family_filings_only_swept on family_filings as restrictive for delete to athar_api
  using ((select app_purpose()) = 'sweep');

-- Somebody who has no report with us says that somebody asks for money or papers in our name (R13). For supervisors and disclosure leads.
create table extortion_tips (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  asked_for text not null check (asked_for in ('money', 'documents', 'meeting', 'information', 'other')),
  way text not null check (way in ('telephone', 'message', 'in_person', 'social_media', 'other')),
  told text not null,
  -- Whole milliseconds, as a cursor holds them.
  told_at timestamptz(3) not null default clock_timestamp(),
  handled_by uuid,
  handled_at timestamptz,
  -- What was done about it.
  note text,
  foreign key (handled_by, organisation_id) references accounts (id, organisation_id),
  constraint extortion_tips_handled_by_somebody check (num_nonnulls(handled_by, handled_at, note) in (0, 3))
);
create index extortion_tips_told on extortion_tips (told_at desc, id desc);

alter table extortion_tips enable row level security;
alter table extortion_tips force row level security;
grant select, insert, update (handled_by, handled_at, note) on extortion_tips to athar_api;
create policy extortion_tips_api on extortion_tips for select to athar_api
  using (organisation_id = (select app_organisation()) and (select app_role()) in ('supervisor', 'disclosure_lead'));
-- Told twice, it is known by nothing but its id.
create policy extortion_tips_api_own on extortion_tips for select to athar_api
  using (organisation_id = (select app_organisation()) and (select app_role()) = 'intake' and id = (select app_actor()));
create policy extortion_tips_api_told on extortion_tips for insert to athar_api
  with check (organisation_id = (select app_organisation()) and (select app_role()) = 'intake' and id = (select app_actor()) and handled_by is null);
create policy extortion_tips_api_handled on extortion_tips for update to athar_api
  using (organisation_id = (select app_organisation()) and (select app_role()) in ('supervisor', 'disclosure_lead') and handled_by is null)
  with check (organisation_id = (select app_organisation()) and handled_by = (select app_actor()));

-- What an intake writes of its report, and of the person who tells it.
create policy reports_intake on reports for select to athar_api
  using ((select app_role()) = 'intake' and organisation_id = (select app_organisation()) and id = (select app_report()));
create policy reports_intake_told on reports for insert to athar_api
  with check ((select app_role()) = 'intake' and organisation_id = (select app_organisation()) and id = (select app_report())
    and state = 'open' and created_by is null and taken_up_at is null and not intake_flag);
create policy reports_intake_told_anew on reports for update to athar_api
  using ((select app_role()) = 'intake' and organisation_id = (select app_organisation()) and id = (select app_report()))
  with check ((select app_role()) = 'intake' and organisation_id = (select app_organisation()) and id = (select app_report()));
create policy person_names_intake on person_names to athar_api
  using ((select app_role()) = 'intake' and organisation_id = (select app_organisation()) and report_id = (select app_report()))
  with check ((select app_role()) = 'intake' and organisation_id = (select app_organisation()) and report_id = (select app_report()));
create policy reporters_intake on reporters to athar_api
  using ((select app_role()) = 'intake' and organisation_id = (select app_organisation()) and id = (select app_reporter())
    and report_id = (select app_report()))
  with check ((select app_role()) = 'intake' and organisation_id = (select app_organisation()) and id = (select app_reporter())
    and report_id = (select app_report()));
create policy consents_intake on consents for select to athar_api
  using ((select app_role()) = 'intake' and organisation_id = (select app_organisation()) and reporter_id = (select app_reporter()));
create policy consents_intake_answered on consents for insert to athar_api
  with check ((select app_role()) = 'intake' and organisation_id = (select app_organisation()) and reporter_id = (select app_reporter())
    and report_id = (select app_report()));
create policy receipts_intake on receipts for select to athar_api
  using ((select app_role()) = 'intake' and organisation_id = (select app_organisation()) and reporter_id = (select app_reporter()));
create policy receipts_intake_filed on receipts for insert to athar_api
  with check ((select app_role()) = 'intake' and organisation_id = (select app_organisation()) and id = (select app_actor())
    and report_id = (select app_report()) and reporter_id = (select app_reporter()) and created_by is null);

-- A family tells what it knows. Where its report stands, and what staff notes of it, it does not write.
create function intake_only_tells() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  -- Triggers of other rooms move reports too, in their own name.
  if current_user = 'athar_api' and current_setting('app.role', true) = 'intake' and (new.state, new.created_by, new.created_at, new.taken_up_at, new.intake_flag)
    is distinct from (old.state, old.created_by, old.created_at, old.taken_up_at, old.intake_flag)
  then
    raise exception 'a family tells, and does not move its report' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger reports_intake_only_tells before update on reports for each row execute function intake_only_tells();

-- Is a family writing here? Every function below asks first.
create function require_intake() returns void language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
  if app_role() is distinct from 'intake' or app_report() is null or app_reporter() is null then
    raise exception 'only for a family that writes' using errcode = 'insufficient_privilege';
  end if;
end
$$;

-- Three or more reports of people who are not related, from one network within two days: somebody is to look at all of them.
create function flag_filings(networks bytea[]) returns void language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform require_intake();
  if (select count(distinct f.kin_hash) from family_filings f
      where f.network_hash = any(networks) and f.filed_at > now() - interval '48 hours') >= 3
  then
    update reports r set intake_flag = true
    where not r.intake_flag and r.id in (
      select f.report_id from family_filings f where f.network_hash = any(networks) and f.filed_at > now() - interval '48 hours');
  end if;
end
$$;

-- Ends answers of the person who acts. For what was taken back a keyed hash stays. The same as endConsents (src/consents/end-consents.ts), which
-- staff's way goes; what others of the report allow is asked by triggers, and therefore seen here and not by the family.
create function end_own_consents(purposes text[], reason text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform require_intake();
  with ended as (
    update consents c set withdrawn_at = clock_timestamp(), withdrawn_reason = reason
    where c.report_id = app_report() and c.reporter_id = app_reporter() and c.purpose = any(purposes) and c.withdrawn_at is null
    returning c.purpose, c.granted)
  insert into suppressions (id, organisation_id, digest, purpose, withdrawn_at)
  select gen_random_uuid(), p.organisation_id, digest, ended.purpose, clock_timestamp()
  from ended join reporters p on p.id = app_reporter() cross join unnest(p.suppression_digests) as digest
  where ended.granted and reason <> 'answered_again';
end
$$;

-- What nobody of the report allows any more rests at once: the same as withholdNow. Nothing is said of what was found.
create function withhold_own_report() returns void language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  for_us boolean;
  for_partners boolean;
begin
  perform require_intake();
  for_us := live_consent(app_report(), 'search');
  for_partners := live_consent(app_report(), 'partners');
  if for_us and for_partners then
    return;
  end if;
  delete from match_profiles where record_id = app_report() and (not for_us or with_partners);
  with chosen as (
    select s.id, s.state from suggestions s
    where s.report_id = app_report() and not s.suppressed_for @> array['consent'] and (not for_us or s.record_organisation_id <> s.organisation_id)
    order by s.id for no key update),
  moved as (
    update suggestions s set state = 'suppressed', suppressed_from = coalesce(s.suppressed_from, s.state),
      suppressed_for = s.suppressed_for || 'consent'::text, revision = s.revision + 1, updated_at = now()
    from chosen where s.id = chosen.id
    returning s.id, s.organisation_id, chosen.state as from_state, s.state, s.match_weight, s.matcher_version, s.revision)
  insert into suggestion_events (id, suggestion_id, organisation_id, kind, from_state, to_state, reasons, match_weight, matcher_version,
    suggestion_revision)
  select gen_random_uuid(), m.id, m.organisation_id, 'suppressed', m.from_state, m.state, '{}', m.match_weight, m.matcher_version, m.revision
  from moved m where m.state <> m.from_state;
  update suggestions s set runner_up_margin = null, band = case when s.band is not null then s.score->>'band' end
  where s.report_id = app_report() and (s.runner_up_margin is not null or s.band <> s.score->>'band');
  delete from report_members m where m.account_id is null and m.report_id = app_report() and not exists (
    select 1 from suggestions s where s.report_id = m.report_id and s.state = 'proposed');
end
$$;

-- Of whom this report is told by somebody else too: what he told stands (R5). Asked before the key of the case is destroyed.
create function others_report_too() returns boolean language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform require_intake();
  return exists (select 1 from reporters p where p.report_id = app_report() and p.id <> app_reporter() and p.removed_at is null);
end
$$;

-- Of those who were shown who this person is nothing stays but that somebody read something (R21).
create function empty_own_reveals() returns void language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform require_intake();
  update reveals set report_id = null, reporter_id = null, reason = null, fields = '{}' where reporter_id = app_reporter();
end
$$;

-- What the person of a receipt allows now, by which ways he is reached (and not where), and whether he paused. Read as family; no table of these opens
-- to a family for it.
create function own_standing(out allowed text[], out contact_kinds text[], out paused boolean, out relationship text) language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  person uuid := (select r.reporter_id from receipts r where app_role() = 'family' and r.id = app_actor() and r.revoked_at is null);
begin
  allowed := array(
    select distinct c.purpose from consents c
    where c.reporter_id = person and c.granted and c.withdrawn_at is null and c.suppressed_by is null and (c.expires_at is null or c.expires_at > now())
    order by c.purpose);
  contact_kinds := array(select k.kind from reporter_contacts k where k.reporter_id = person order by k.position);
  select coalesce(bool_or(p.paused_at is not null), false), min(p.relationship) into paused, relationship from reporters p where p.id = person;
end
$$;

-- The case of the report that a family acts on, held until the transaction ends; its reports first, as everybody who works on a case locks them.
create function own_case() returns cases language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  found_case cases;
begin
  perform require_intake();
  perform 1 from reports r where r.id in (
    select other.report_id from case_reports mine join case_reports other on other.case_id = mine.case_id where mine.report_id = app_report())
  order by r.id for no key update;
  select c.* into strict found_case from cases c where c.id = (select r.case_id from case_reports r where r.report_id = app_report()) for update;
  return found_case;
end
$$;

create function family_moves_case(moved cases, what text, next_state text, why text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update cases set state = next_state where id = moved.id;
  insert into case_events (id, case_id, organisation_id, by_family, kind, from_state, to_state, note)
    values (gen_random_uuid(), moved.id, moved.organisation_id, true, what, moved.state, next_state, why);
end
$$;

-- A case is paused when everybody who reports this person asked for it, and goes on as soon as one of them does: one relative's pause does not stop
-- another's search (R5).
create function settle_family_pause(whole cases) returns void language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  somebody_goes_on boolean := coalesce((
    select bool_or(p.paused_at is null) from case_reports r join reporters p on p.report_id = r.report_id
    where r.case_id = whole.id and p.removed_at is null), true);
begin
  if not somebody_goes_on and whole.state in ('submitted', 'intake_check', 'open') then
    perform family_moves_case(whole, 'pause', 'paused_by_family', null);
  elsif somebody_goes_on and whole.state = 'paused_by_family' then
    perform family_moves_case(whole, 'resume', whole.state_before[cardinality(whole.state_before)], null);
  end if;
end
$$;

create function family_pauses(pause boolean) returns void language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  whole cases := own_case();
begin
  if whole.state in ('closed', 'withdrawn', 'expired') then
    raise exception 'what is over is not paused' using errcode = 'restrict_violation', constraint = 'family_pauses_what_goes_on';
  end if;
  update reporters p set paused_at = case when pause then coalesce(p.paused_at, now()) end where p.id = app_reporter() and p.removed_at is null;
  perform settle_family_pause(whole);
end
$$;

-- Staff that lets a case go on has spoken with the family: nobody's pause is left. What was asked for while a case was held is done when it is let go.
create function pause_follows_case() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.state = 'paused_by_family' and app_role() is distinct from 'intake' then
    update reporters p set paused_at = null
    where p.paused_at is not null and p.report_id in (select r.report_id from case_reports r where r.case_id = new.id);
  elsif old.state = 'safety_hold' then
    perform settle_family_pause(new);
  end if;
  return null;
end
$$;
create trigger cases_paused_by_families after update of state on cases for each row
  when (old.state in ('paused_by_family', 'safety_hold') and new.state in ('submitted', 'intake_check', 'open'))
  execute function pause_follows_case();

-- After a person was removed. With nobody left who reports, the case is withdrawn: its reports are compared no more.
create function family_leaves_case() returns void language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  whole cases := own_case();
begin
  if exists (
    select 1 from case_reports r join reporters p on p.report_id = r.report_id where r.case_id = whole.id and p.removed_at is null)
  then
    perform settle_family_pause(whole);
  elsif whole.state not in ('withdrawn', 'expired') then
    perform family_moves_case(whole, 'withdraw', 'withdrawn', null);
  end if;
end
$$;

-- Somebody's task: the family asks to open again what was closed. The state is for people to change.
create function family_asks_to_reopen() returns void language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  whole cases := own_case();
  task uuid := gen_random_uuid();
begin
  if whole.state <> 'closed' then
    raise exception 'only what is closed is opened again' using errcode = 'restrict_violation', constraint = 'family_reopens_what_is_closed';
  end if;
  if exists (select 1 from case_tasks t where t.case_id = whole.id and t.kind = 'family_asks_to_reopen' and t.done_at is null) then
    return;
  end if;
  insert into case_tasks (id, case_id, organisation_id, kind, about, title, due_on)
    values (task, whole.id, whole.organisation_id, 'family_asks_to_reopen', app_report(), 'The family asks to open this case again', current_date);
  insert into case_events (id, case_id, organisation_id, by_family, kind, about)
    values (gen_random_uuid(), whole.id, whole.organisation_id, true, 'task_added', task);
end
$$;

-- A relative who told nothing yet, or whose words differ from what others told since: somebody is to look.
create function family_told_more() returns void language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  whole cases := own_case();
  task uuid := gen_random_uuid();
begin
  if exists (select 1 from case_tasks t where t.case_id = whole.id and t.kind = 'family_told_more' and t.about = app_report() and t.done_at is null) then
    return;
  end if;
  insert into case_tasks (id, case_id, organisation_id, kind, about, title, due_on)
    values (task, whole.id, whole.organisation_id, 'family_told_more', app_report(), 'A relative told something new: compare it with what is noted',
      current_date);
  insert into case_events (id, case_id, organisation_id, by_family, kind, about)
    values (gen_random_uuid(), whole.id, whole.organisation_id, true, 'task_added', task);
end
$$;

-- R13: written down, hidden and held in one step. Nobody of staff reported it, so that anybody may review it.
create function family_reports_extortion(what uuid, demand text, by_way_of text, words text) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  whole cases := own_case();
begin
  insert into extortion_reports (id, case_id, organisation_id, report_id, asked_for, way, told)
    values (what, whole.id, whole.organisation_id, app_report(), demand, by_way_of, words) on conflict (id) do nothing;
  -- Sent twice.
  if not found then
    return null;
  end if;
  insert into case_events (id, case_id, organisation_id, by_family, kind, about)
    values (gen_random_uuid(), whole.id, whole.organisation_id, true, 'extortion_reported', what);
  if whole.state in ('draft', 'submitted', 'intake_check', 'open', 'paused_by_family', 'closed') then
    insert into case_holds (id, case_id, organisation_id, reason) values (gen_random_uuid(), whole.id, whole.organisation_id, 'extortion_reported');
    perform family_moves_case(whole, 'hold', 'safety_hold', 'extortion_reported');
  end if;
  return whole.id;
end
$$;

grant usage on schema public to athar_families;
grant select (network_hash, kin_hash, filed_at, report_id) on family_filings to athar_families;
grant select, update (state, intake_flag, updated_at) on reports to athar_families;
grant select, update on cases to athar_families;
grant select on case_reports, case_transitions, case_holds to athar_families;
grant insert on case_holds, case_events, extortion_reports to athar_families;
grant select (id, organisation_id, report_id) on extortion_reports to athar_families;
grant select (case_id, organisation_id, kind, about, done_at), insert on case_tasks to athar_families;
grant select (id, report_id, organisation_id, relationship, suppression_digests, paused_at, removed_at), update (paused_at) on reporters to athar_families;
grant select (reporter_id, kind, position) on reporter_contacts to athar_families;
grant select (id, reporter_id, revoked_at) on receipts to athar_families;
grant select, update (withdrawn_at, withdrawn_reason) on consents to athar_families;
grant insert on suppressions to athar_families;
grant select (organisation_id, reporter_id), update (report_id, reporter_id, fields, reason) on reveals to athar_families;
grant select (record_id, organisation_id, with_partners), delete on match_profiles to athar_families;
grant insert on gone_profiles to athar_families;
grant select (id, report_id, organisation_id, record_organisation_id, state, suppressed_from, suppressed_for, revision, match_weight, matcher_version,
    band, score, runner_up_margin),
  update (state, suppressed_from, suppressed_for, revision, updated_at, runner_up_margin, band) on suggestions to athar_families;
grant select on suggestion_transitions to athar_families;
grant insert on suggestion_events to athar_families;
grant select (report_id, account_id), delete on report_members to athar_families;
grant select (report_id, organisation_id, content), update (content, gone_at, to_be_told) on feed_entries to athar_families;
grant select, insert, update on due_marks to athar_families;

create policy family_filings_families on family_filings for select to athar_families using (organisation_id = (select app_organisation()));
create policy reports_families on reports to athar_families using (organisation_id = (select app_organisation()));
create policy cases_families on cases to athar_families using (organisation_id = (select app_organisation()));
create policy case_reports_families on case_reports for select to athar_families using (organisation_id = (select app_organisation()));
create policy case_holds_families on case_holds for select to athar_families using (organisation_id = (select app_organisation()));
create policy case_holds_families_set on case_holds for insert to athar_families
  with check (organisation_id = (select app_organisation()) and set_by is null and lifted_by is null);
create policy case_events_families on case_events for insert to athar_families
  with check (organisation_id = (select app_organisation()) and account_id is null and by_family);
create policy case_tasks_families on case_tasks to athar_families
  using (organisation_id = (select app_organisation()) and kind in ('family_asks_to_reopen', 'family_told_more'))
  with check (organisation_id = (select app_organisation()) and kind in ('family_asks_to_reopen', 'family_told_more') and about = (select app_report()));
create policy extortion_reports_families_own on extortion_reports for select to athar_families
  using (organisation_id = (select app_organisation()) and report_id = (select app_report()));
create policy extortion_reports_families on extortion_reports for insert to athar_families
  with check (organisation_id = (select app_organisation()) and report_id = (select app_report()) and reported_by is null);
-- Of all who report the same person: whether they are there, and whether they paused.
create policy reporters_families on reporters to athar_families using (organisation_id = (select app_organisation()));
create policy reporter_contacts_families on reporter_contacts for select to athar_families
  using (organisation_id = (select app_organisation()) and reporter_id = (
    select r.reporter_id from receipts r where r.id = (select app_actor()) and r.revoked_at is null));
create policy receipts_families on receipts for select to athar_families
  using (organisation_id = (select app_organisation()) and id = (select app_actor()));
create policy consents_families on consents for select to athar_families
  using (organisation_id = (select app_organisation()) and (report_id = (select app_report()) or reporter_id = (
    select r.reporter_id from receipts r where r.id = (select app_actor()) and r.revoked_at is null)));
create policy consents_families_ended on consents for update to athar_families
  using (organisation_id = (select app_organisation()) and reporter_id = (select app_reporter()));
create policy suppressions_families on suppressions for insert to athar_families with check (organisation_id = (select app_organisation()));
-- What a row becomes has to be seen as well.
create policy reveals_families on reveals for select to athar_families
  using (organisation_id = (select app_organisation()) and (reporter_id = (select app_reporter()) or reporter_id is null));
create policy reveals_families_emptied on reveals for update to athar_families
  using (organisation_id = (select app_organisation()) and reporter_id = (select app_reporter()))
  with check (organisation_id = (select app_organisation()) and reporter_id is null);
create policy match_profiles_families on match_profiles to athar_families
  using (organisation_id = (select app_organisation()) and record_id = (select app_report())) with check (false);
create policy gone_profiles_families on gone_profiles for insert to athar_families
  with check (organisation_id = (select app_organisation()) and record_id = (select app_report()));
create policy suggestions_families on suggestions to athar_families
  using (organisation_id = (select app_organisation()) and report_id = (select app_report()))
  with check (organisation_id = (select app_organisation()) and report_id = (select app_report()));
create policy suggestion_events_families on suggestion_events for insert to athar_families
  with check (organisation_id = (select app_organisation()) and account_id is null and kind = 'suppressed');
create policy report_members_families on report_members to athar_families
  using (organisation_id = (select app_organisation()) and report_id = (select app_report()) and account_id is null) with check (false);
create policy feed_entries_families on feed_entries for select to athar_families using (organisation_id = (select app_organisation()));
create policy feed_entries_families_taken_away on feed_entries for update to athar_families
  using (organisation_id = (select app_organisation())) with check (organisation_id = (select app_organisation()) and content is null);

revoke execute on function intake_only_tells, require_intake, flag_filings, end_own_consents, withhold_own_report, others_report_too, empty_own_reveals,
  own_standing, own_case, family_moves_case, settle_family_pause, family_pauses, pause_follows_case, family_leaves_case, family_asks_to_reopen,
  family_told_more, family_reports_extortion from public;
grant execute on function flag_filings, end_own_consents, withhold_own_report, others_report_too, empty_own_reveals, own_standing, family_pauses,
  family_leaves_case, family_asks_to_reopen, family_told_more, family_reports_extortion to athar_api;
grant execute on function app_organisation, app_actor, app_role, app_report, app_reporter, live_consent, require_intake, own_case, family_moves_case,
  settle_family_pause, this_transaction, depth_of_case_state, is_frozen, may_be_a_child, report_may_leave, may_go_to_partners to athar_families;
-- A new owner needs the right to create in the schema at the moment it becomes the owner, if no superuser migrates.
grant create on schema public to athar_families;
alter function flag_filings owner to athar_families;
alter function end_own_consents owner to athar_families;
alter function withhold_own_report owner to athar_families;
alter function others_report_too owner to athar_families;
alter function empty_own_reveals owner to athar_families;
alter function own_standing owner to athar_families;
alter function own_case owner to athar_families;
alter function family_moves_case owner to athar_families;
alter function settle_family_pause owner to athar_families;
alter function family_pauses owner to athar_families;
alter function pause_follows_case owner to athar_families;
alter function family_leaves_case owner to athar_families;
alter function family_asks_to_reopen owner to athar_families;
alter function family_told_more owner to athar_families;
alter function family_reports_extortion owner to athar_families;
revoke create on schema public from athar_families;
