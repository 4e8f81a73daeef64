-- The key of each case, wrapped by a key that is not in the database. Destroying it makes everything sealed under it unreadable.
create table case_keys (
  id uuid primary key,
  report_id uuid not null,
  organisation_id uuid not null references organisations,
  wrapped bytea,
  kek_id text not null,
  created_at timestamptz not null default now(),
  destroyed_at timestamptz,
  foreign key (report_id, organisation_id) references reports (id, organisation_id),
  constraint case_keys_destroyed_or_there check ((wrapped is null) = (destroyed_at is not null))
);
create unique index case_keys_report on case_keys (report_id) where destroyed_at is null;
create index case_keys_kek on case_keys (kek_id, id) where destroyed_at is null;

alter table case_keys enable row level security;
alter table case_keys force row level security;
-- The purpose 'keys' is that of `athar keys`: it wraps the keys of all organisations anew, and can read none without the ring.
create policy case_keys_api on case_keys to athar_api
  using (organisation_id = (select app_organisation())
    and ((select app_role()) in ('supervisor', 'disclosure_lead')
      or (select app_role()) = 'caseworker' and exists (
        select 1 from report_members m
        where m.report_id = case_keys.report_id and (m.account_id = (select app_actor()) or m.account_id is null)
          and (m.expires_at is null or m.expires_at > now()) offset 0))
    or (select app_purpose()) = 'keys')
  with check (organisation_id = (select app_organisation())
    and ((select app_role()) in ('supervisor', 'disclosure_lead')
      or (select app_role()) = 'caseworker' and exists (
        select 1 from report_members m
        where m.report_id = case_keys.report_id and (m.account_id = (select app_actor()) or m.account_id is null)
          and (m.expires_at is null or m.expires_at > now()) offset 0))
    or (select app_purpose()) = 'keys');
grant select, insert, update (wrapped, kek_id, destroyed_at) on case_keys to athar_api;
