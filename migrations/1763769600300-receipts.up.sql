-- What families are given for their reports, and how they come back with it.

create table receipts (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  report_id uuid not null,
  -- Whose it is. Removing the person revokes it.
  reporter_id uuid not null references reporters,
  -- One number space for all organisations: whoever comes back types a number and not whose it is.
  request_number text not null unique check (request_number ~ '^[1-9][0-9]{5}$'),
  secret_hash text not null check (secret_hash like '$argon2id$%'),
  -- Null: the family got it by filing.
  created_by uuid references accounts,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  tell_of_tries boolean not null default false,
  reads_minute timestamptz,
  reads integer not null default 0,
  foreign key (report_id, organisation_id) references reports (id, organisation_id) on delete cascade
);
create index receipts_report on receipts (report_id);

create table family_sessions (
  id uuid primary key,
  token_hash bytea not null unique,
  receipt_id uuid not null references receipts on delete cascade,
  organisation_id uuid not null references organisations,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index family_sessions_receipt on family_sessions (receipt_id);

-- Found at the door by its number; by the caseworkers who reach its report (R6); by the family that holds it.
-- Asks report_members and not reports: the policy of reports for families asks receipts.
alter table receipts enable row level security;
alter table receipts force row level security;
grant select, insert, update (last_used_at, revoked_at, tell_of_tries, reads_minute, reads) on receipts to athar_api;
create policy receipts_api on receipts for select to athar_api
  using ((select app_purpose()) = 'door'
    or organisation_id = (select app_organisation()) and (
      (select app_role()) = 'supervisor'
      or (select app_role()) = 'family' and id = (select app_actor())
      or (select app_role()) = 'caseworker' and exists (
        select 1 from report_members m
        where m.report_id = receipts.report_id and (m.account_id = (select app_actor()) or m.account_id is null)
          and (m.expires_at is null or m.expires_at > now()) offset 0)));
-- Whoever is in by a broken glass alone would keep by a receipt what ends after some hours.
create policy receipts_api_issued on receipts for insert to athar_api
  with check (organisation_id = (select app_organisation()) and created_by = (select app_actor()) and (
    (select app_role()) = 'supervisor'
    or (select app_role()) = 'caseworker' and exists (
      select 1 from report_members m
      where m.report_id = receipts.report_id and (m.account_id = (select app_actor()) or m.account_id is null)
        and m.via <> 'break_glass' and (m.expires_at is null or m.expires_at > now()) offset 0)));
-- Of what may be seen. At the door only the mark is set that the family is to be told of tries.
create policy receipts_api_changed on receipts for update to athar_api
  using ((select app_purpose()) = 'door' or organisation_id = (select app_organisation()))
  with check ((select app_purpose()) = 'door' or organisation_id = (select app_organisation()));

-- Staff has no way to a family's session: revoking its receipt ends it.
alter table family_sessions enable row level security;
alter table family_sessions force row level security;
grant select, insert, update (last_seen_at, ended_at), delete on family_sessions to athar_api;
create policy family_sessions_api on family_sessions to athar_api
  using ((select app_purpose()) = 'door' or (select app_role()) = 'family' and receipt_id = (select app_actor()));
create policy family_sessions_sweep on family_sessions to athar_api
  using ((select app_purpose()) = 'sweep' and created_at < now() - interval '30 days') with check (false);
-- The sweep alone deletes.
create policy family_sessions_only_swept on family_sessions as restrictive for delete to athar_api
  using ((select app_purpose()) = 'sweep');

-- A family reaches the report of its receipt and nothing else of the organisation (R2); 1763769600950 says the second half.
create policy reports_family on reports for select to athar_api
  using ((select app_role()) = 'family' and organisation_id = (select app_organisation()) and exists (
    select 1 from receipts where receipts.report_id = reports.id and receipts.id = (select app_actor()) and receipts.revoked_at is null offset 0));
