-- Cases of a higher class (R23): children, survivors of sexual violence, defectors, claims of affiliation. Nobody reads them on his own word alone,
-- and nothing of them goes to other organisations before two people said that it may. They are compared as all others are: no pair leaves this service.

-- What somebody says about whether such a case may leave. Two different people have to say yes after the last no and after the last class was set.
create table case_exchange_words (
  id uuid primary key,
  case_id uuid not null,
  organisation_id uuid not null references organisations,
  allowed boolean not null,
  reason text not null,
  said_by uuid not null,
  at timestamptz not null default clock_timestamp(),
  foreign key (case_id, organisation_id) references cases (id, organisation_id),
  foreign key (said_by, organisation_id) references accounts (id, organisation_id)
);
create index case_exchange_words_case on case_exchange_words (case_id, at desc);
create trigger case_exchange_words_append_only before update or delete on case_exchange_words for each row execute function refuse_change();

-- A child: whoever may have been under 18 when it happened, or may be today. Of dates that nobody knows nothing follows.
create function may_be_a_child(birth_latest date, happened_earliest date) returns boolean language sql stable parallel safe
  set search_path = pg_catalog, pg_temp
  return coalesce(birth_latest > least(coalesce(happened_earliest, current_date), current_date) - interval '18 years', false);

-- By the dates of one of its reports, or because somebody wrote it down. Also for those who do not see all of its reports.
create function is_special_case(whole uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
      select 1 from case_reports x join reports p on p.id = x.report_id
      where x.case_id = whole and (may_be_a_child(p.birth_latest, p.disappeared_earliest) or p.further -> 'sought' ->> 'under_18' = 'yes'))
    or exists (
      select 1 from (
        select distinct on (k.class) k.applies from case_special_classes k where k.case_id = whole order by k.class, k.at desc, k.id desc) newest
      where newest.applies)
$$;

create function may_leave(whole uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select not is_special_case(whole) or (
    select count(distinct w.said_by) from case_exchange_words w
    where w.case_id = whole and w.allowed
      and w.at > coalesce((select max(n.at) from case_exchange_words n where n.case_id = whole and not n.allowed), '-infinity')
      and w.at > coalesce((select max(k.at) from case_special_classes k where k.case_id = whole and k.applies), '-infinity')) >= 2
$$;

-- The same of a report, by its case. A report of another organisation than the asker's is of a special class and may not leave.
create function is_special(report uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce((select is_special_case(x.case_id) from case_reports x where x.report_id = report and x.organisation_id = app_organisation()), true)
$$;
create function report_may_leave(report uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce((select may_leave(x.case_id) from case_reports x where x.report_id = report and x.organisation_id = app_organisation()), false)
$$;

-- Somebody who reports this person lets partners know, and nothing in its class stands in the way (R3, R23).
create function may_go_to_partners(report uuid) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select live_consent(report, 'partners') and report_may_leave(report)
$$;

-- An own detention record goes to nobody else when it is of a child, or confirmed to a report that may not leave.
create function record_may_leave(record uuid) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select 1 from detention_records d
    where d.id = record and not may_be_a_child(d.birth_latest, d.event_earliest)
      and not exists (
        select 1 from suggestions s
        where s.detention_record_id = d.id and s.state = 'confirmed' and s.organisation_id = app_organisation() and not report_may_leave(s.report_id)))
$$;

-- Whoever took it down himself reads it, and whoever was let in by somebody else: two people know of every reader.
create function may_be_read(report uuid) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select not is_special(report)
    or exists (select 1 from reports r where r.id = report and r.created_by = app_actor())
    or exists (
      select 1 from report_members m
      where m.report_id = report and (m.account_id = app_actor() or m.account_id is null) and (m.expires_at is null or m.expires_at > now())
        and (m.via in ('filed', 'second_review') or m.granted_by <> app_actor()))
$$;

-- Nobody breaks the glass before a special case: another person lets him in.
create function refuse_broken_glass() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if is_special(new.report_id) then
    raise exception 'a second person lets somebody into a case of a special class'
      using errcode = 'restrict_violation', constraint = 'report_members_special_by_a_second_person';
  end if;
  return null;
end
$$;
-- After the foreign key said that there is such a report.
create constraint trigger report_members_special after insert on report_members deferrable initially immediate
  for each row when (new.via = 'break_glass') execute function refuse_broken_glass();

-- What is about the class of a case changes what may leave at once, and the worker follows: it tells those who follow the feed.
create function follow_class() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  changed uuid[];
begin
  if tg_table_name = 'reports' then
    select array_agg(x.case_id) into changed from case_reports x where x.report_id = new.id;
  elsif tg_op = 'UPDATE' then
    changed := array[old.case_id, new.case_id];
  else
    changed := array[new.case_id];
  end if;
  insert into due_marks (task, organisation_id, subject_id, revision)
    select 'feed.follow', r.organisation_id, r.id, r.revision
    from case_reports x join reports r on r.id = x.report_id
    where x.case_id = any(changed)
    order by r.id
  on conflict (task, subject_id) do update
    set revision = excluded.revision, marks = due_marks.marks + 1, due_at = now(), rung_at = null, attempts = 0, last_error = null;
  update feed_entries set content = null, gone_at = clock_timestamp(), to_be_told = true
  where content is not null and report_id in (select x.report_id from case_reports x where x.case_id = any(changed) and not may_leave(x.case_id));
  return null;
end
$$;
create trigger case_special_classes_followed after insert on case_special_classes for each row execute function follow_class();
create trigger case_exchange_words_followed after insert on case_exchange_words for each row execute function follow_class();
create trigger case_reports_class_followed after update of case_id on case_reports for each row when (old.case_id <> new.case_id)
  execute function follow_class();
create trigger reports_class_followed after update on reports for each row
  when (may_be_a_child(old.birth_latest, old.disappeared_earliest) <> may_be_a_child(new.birth_latest, new.disappeared_earliest)
    or (old.further -> 'sought' ->> 'under_18') is distinct from (new.further -> 'sought' ->> 'under_18'))
  execute function follow_class();

grant select on case_special_classes, case_exchange_words to athar_casework;
create policy case_special_classes_casework on case_special_classes for select to athar_casework using (organisation_id = (select app_organisation()));
create policy case_exchange_words_casework on case_exchange_words for select to athar_casework using (organisation_id = (select app_organisation()));
revoke execute on function may_be_a_child, is_special_case, may_leave, is_special, report_may_leave, may_go_to_partners, record_may_leave, may_be_read,
  refuse_broken_glass, follow_class from public;
grant execute on function may_be_a_child, is_special_case, may_leave to athar_casework;
grant execute on function may_be_a_child, is_special_case, may_leave, is_special, report_may_leave, may_go_to_partners, record_may_leave, may_be_read
  to athar_api;
grant execute on function may_be_a_child, report_may_leave, may_go_to_partners, record_may_leave to athar_worker;
-- Lists of reports are filed, and their consents end, in the name of a role of its own: triggers ask.
grant execute on function may_be_a_child, report_may_leave, may_go_to_partners to athar_filing;
grant create on schema public to athar_casework;
alter function is_special_case owner to athar_casework;
alter function may_leave owner to athar_casework;
alter function is_special owner to athar_casework;
alter function report_may_leave owner to athar_casework;
alter function follow_class owner to athar_casework;
revoke create on schema public from athar_casework;

alter table case_exchange_words enable row level security;
alter table case_exchange_words force row level security;
grant select, insert on case_exchange_words to athar_api;
create policy case_exchange_words_api on case_exchange_words for select to athar_api
  using (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = case_id offset 0));
create policy case_exchange_words_api_said on case_exchange_words for insert to athar_api
  with check (organisation_id = (select app_organisation()) and said_by = (select app_actor())
    and (select app_role()) in ('caseworker', 'supervisor', 'disclosure_lead')
    and exists (select 1 from cases where cases.id = case_id offset 0));
