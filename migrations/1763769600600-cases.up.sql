-- Casework: one case for each person who is sought, whoever reports him. Reports of several relatives are linked to one case and stay whole.

-- Short enough to be said on a telephone, random, and of nobody's name: 50 bits in letters and digits that are not mistaken for each other.
create function new_case_locator() returns text language sql volatile set search_path = pg_catalog, pg_temp
  return (
    select 'C-' || string_agg(substr('23456789ABCDEFGHJKLMNPQRSTUVWXYZ', 1 + get_byte(bytes, place) % 32, 1) || case when place = 4 then '-' else '' end, ''
      order by place)
    -- Bytes of a UUID of version 4 that are wholly random.
    from (select uuid_send(gen_random_uuid()) as bytes) random
    cross join unnest(array[0, 1, 2, 3, 4, 5, 10, 11, 12, 13]) as place);

create table cases (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  locator text not null unique default new_case_locator() check (locator ~ '^C-[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$'),
  state text not null default 'submitted' check (state in ('draft', 'submitted', 'intake_check', 'open', 'closed', 'paused_by_family', 'safety_hold',
    'withdrawn', 'expired')),
  -- "Registered dead", "name on a list" and "no lead" close nothing: the search goes on (Guiding Principles for the Search for Disappeared Persons).
  closing_reason text check (closing_reason in ('found_alive_in_contact', 'found_alive_refuses_contact', 'remains_identified_and_accepted',
    'family_asked_to_stop', 'transferred', 'erroneous')),
  -- What it goes back to when it leaves a side state, the last first to be gone back to.
  state_before text[] not null default '{}',
  -- How many reports are linked to it now. 0: its own one is linked to another case.
  reports integer not null default 1 check (reports >= 0),
  -- Extortion was reported and nobody has reviewed it: contacts are for supervisors and disclosure leads alone (R13).
  contacts_hidden boolean not null default false,
  revision integer not null default 1,
  assigned_to uuid,
  opened_at timestamptz,
  -- Whole milliseconds, as a cursor holds them.
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, organisation_id),
  foreign key (assigned_to, organisation_id) references accounts (id, organisation_id),
  constraint cases_closed_for_a_reason check ((closing_reason is not null) = (state = 'closed' or 'closed' = any(state_before))),
  constraint cases_side_states_lie_on_something check ((state in ('paused_by_family', 'safety_hold', 'withdrawn')) = (state_before <> '{}')),
  constraint cases_without_a_report_are_closed check (reports > 0 or state = 'closed' and closing_reason = 'transferred')
);
create index cases_created on cases (created_at desc, id desc);
create index cases_assigned on cases (assigned_to) where assigned_to is not null;

-- Which case a report belongs to. Its own one is made with it and stays its own, also while it is linked to another.
create table case_reports (
  report_id uuid primary key,
  case_id uuid not null,
  own_case_id uuid not null unique,
  organisation_id uuid not null references organisations,
  -- Null: it stands in its own case.
  linked_by uuid,
  linked_at timestamptz not null default now(),
  reason text,
  foreign key (report_id, organisation_id) references reports (id, organisation_id),
  foreign key (case_id, organisation_id) references cases (id, organisation_id),
  foreign key (own_case_id, organisation_id) references cases (id, organisation_id),
  foreign key (linked_by, organisation_id) references accounts (id, organisation_id),
  constraint case_reports_linked_by_somebody_for_a_reason check ((case_id <> own_case_id) = (linked_by is not null)
    and (linked_by is null) = (reason is null))
);
create index case_reports_case on case_reports (case_id);

-- Every report has its case from the moment it is stored, whoever stores it. It belongs to a role that signs in nowhere: no process can make a case
-- in another way.
create function open_cases() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  with opened as (select gen_random_uuid() as case_id, id, organisation_id, created_at from filed),
  cases_made as (
    insert into cases (id, organisation_id, created_at) select case_id, organisation_id, created_at from opened)
  insert into case_reports (report_id, case_id, own_case_id, organisation_id) select id, case_id, case_id, organisation_id from opened;
  return null;
end
$$;
revoke execute on function open_cases, new_case_locator from public;
create trigger reports_open_cases after insert on reports referencing new table as filed for each statement execute function open_cases();

grant usage on schema public to athar_casework;
grant insert on cases, case_reports to athar_casework;
grant execute on function new_case_locator to athar_casework;
grant create on schema public to athar_casework;
alter function open_cases owner to athar_casework;
revoke create on schema public from athar_casework;

alter table cases enable row level security;
alter table cases force row level security;
alter table case_reports enable row level security;
alter table case_reports force row level security;
create policy cases_casework on cases to athar_casework using (true);
create policy case_reports_casework on case_reports to athar_casework using (true);

-- Whoever reaches one of its reports reaches a case, and the empty one that a report which is linked elsewhere left behind.
grant select, update (state, closing_reason, state_before, assigned_to, opened_at) on cases to athar_api;
create policy cases_api on cases for select to athar_api
  using (organisation_id = (select app_organisation())
    and ((select app_role()) in ('supervisor', 'disclosure_lead')
      or (select app_role()) = 'caseworker'
        and (exists (select 1 from case_reports c where c.case_id = cases.id offset 0)
          or exists (select 1 from case_reports c where c.own_case_id = cases.id offset 0))));
create policy cases_api_worked_on on cases for update to athar_api
  using (organisation_id = (select app_organisation())
    and ((select app_role()) = 'supervisor'
      or (select app_role()) = 'caseworker'
        and (exists (select 1 from case_reports c where c.case_id = cases.id offset 0)
          or exists (select 1 from case_reports c where c.own_case_id = cases.id offset 0))))
  with check (organisation_id = (select app_organisation()));
grant select, update (case_id, linked_by, linked_at, reason) on case_reports to athar_api;
create policy case_reports_api on case_reports for select to athar_api
  using (organisation_id = (select app_organisation())
    and ((select app_role()) in ('supervisor', 'disclosure_lead')
      or (select app_role()) = 'caseworker' and exists (
        select 1 from report_members m
        where m.report_id = case_reports.report_id and (m.account_id = (select app_actor()) or m.account_id is null)
          and (m.expires_at is null or m.expires_at > now()) offset 0)));
create policy case_reports_api_linked on case_reports for update to athar_api
  using (organisation_id = (select app_organisation())
    and ((select app_role()) = 'supervisor'
      or (select app_role()) = 'caseworker' and exists (
        select 1 from report_members m
        where m.report_id = case_reports.report_id and (m.account_id = (select app_actor()) or m.account_id is null)
          and (m.expires_at is null or m.expires_at > now()) offset 0)))
  with check (organisation_id = (select app_organisation()));
