-- Every search for a person by name: who searched, why, and how many were found. The names that were searched for stand nowhere.
create table name_searches (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  account_id uuid not null references accounts,
  -- Whole milliseconds, as a cursor holds them.
  at timestamptz(3) not null default clock_timestamp(),
  reason text not null,
  hits integer not null check (hits >= 0),
  -- By what it was narrowed, and not to what: a place or a date beside a reason could tell who was meant.
  filters text[] not null default '{}' check (filters <@ array['kind', 'birth', 'event', 'place', 'list'])
);
-- The limit of one person counts these rows.
create index name_searches_account on name_searches (account_id, at);
create index name_searches_at on name_searches (organisation_id, at desc, id desc);
create trigger name_searches_append_only before update or delete on name_searches for each row execute function refuse_change();

alter table name_searches enable row level security;
alter table name_searches force row level security;
grant select, insert on name_searches to athar_api;
create policy name_searches_api on name_searches for select to athar_api
  using (organisation_id = (select app_organisation())
    and (account_id = (select app_actor()) or (select app_role()) = 'supervisor'));
create policy name_searches_api_own on name_searches for insert to athar_api
  with check (organisation_id = (select app_organisation()) and account_id = (select app_actor())
    and (select app_role()) in ('caseworker', 'supervisor'));
