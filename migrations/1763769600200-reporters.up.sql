-- Who reports, how these people are reached, and what each of them agreed to. Nothing that names or reaches a person stands here in clear:
-- those columns are bytea, sealed under the key of the case (src/keys/field-encryption.ts), and have no index and no hash.

create table reporters (
  id uuid primary key,
  report_id uuid not null,
  organisation_id uuid not null references organisations,
  revision integer not null,
  relationship text check (relationship in ('mother', 'father', 'spouse', 'sibling', 'child', 'other_relative', 'other')),
  is_closest_relative boolean,
  language text,
  country text,
  under_threat boolean,
  informs_others_himself boolean,
  filing_mode text check (filing_mode in ('named', 'pseudonymous', 'through_organisation')),
  -- Somebody else typed for this person.
  helper_typed boolean,
  -- Since when this person asked that the search rests.
  paused_at timestamptz,
  -- Keyed hashes (HMAC-SHA-256), for the day a consent is taken back: of who this is, and of the report with him in each of its tellings.
  person_digest bytea,
  suppression_digests bytea[] not null default '{}',
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  removed_reason text check (removed_reason in ('asked_by_person', 'consent_withdrawn', 'safety', 'entered_by_mistake', 'retention_ended')),
  foreign key (report_id, organisation_id) references reports (id, organisation_id),
  constraint reporters_known_or_removed check ((removed_at is null) = (removed_reason is null)
    and (removed_at is not null or num_nulls(relationship, language, filing_mode) = 0)),
  -- R21: of a person who was removed nothing is kept but that there was one, when, and why he was removed.
  constraint reporters_tombstone_is_empty check (removed_at is null or
    num_nonnulls(relationship, is_closest_relative, language, country, under_threat, informs_others_himself, filing_mode, helper_typed, paused_at,
      person_digest) = 0
    and suppression_digests = '{}')
);
create index reporters_report on reporters (report_id);
alter table report_revisions add foreign key (reporter_id) references reporters;
create index report_revisions_reporter on report_revisions (reporter_id);

create table reporter_identities (
  reporter_id uuid primary key references reporters,
  organisation_id uuid not null references organisations,
  name bytea not null
);

create table reporter_contacts (
  id uuid primary key,
  reporter_id uuid not null references reporters,
  organisation_id uuid not null references organisations,
  position smallint not null,
  kind text not null check (kind in ('phone', 'whatsapp', 'email', 'address', 'other')),
  value bytea not null,
  safe_times bytea,
  who_may_answer bytea,
  code_word bytea,
  instructions bytea,
  may_leave_message boolean,
  preferred_language text,
  unique (reporter_id, position)
);

-- Who was shown whose name or contacts, and why. The reading budget counts these rows. When the person is removed, all that is left of a row
-- is that somebody read something at that time.
create table reveals (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  account_id uuid not null references accounts,
  at timestamptz not null default clock_timestamp(),
  report_id uuid references reports,
  reporter_id uuid references reporters,
  fields text[] not null,
  reason bytea,
  constraint reveals_whole_or_emptied check (num_nonnulls(report_id, reporter_id, reason) in (0, 3))
);
create index reveals_account on reveals (account_id, at);
create index reveals_reporter on reveals (reporter_id);

-- One answer of one person about one purpose. Rows are added, and withdrawn; never changed.
create table consents (
  id uuid primary key,
  report_id uuid not null,
  reporter_id uuid not null references reporters,
  organisation_id uuid not null references organisations,
  purpose text not null check (purpose in ('search', 'partners', 'contact')),
  granted boolean not null,
  form_version text not null,
  language text not null,
  given_by text not null default 'reporter' check (given_by in ('reporter', 'guardian', 'proxy')),
  given_at timestamptz not null default now(),
  expires_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_reason text check (withdrawn_reason in ('asked_by_person', 'answered_again', 'reporter_removed', 'safety')),
  -- It was given before the same person's withdrawal of the same report: it does not revive what was withdrawn.
  suppressed_by uuid references suppressions,
  foreign key (report_id, organisation_id) references reports (id, organisation_id),
  constraint consents_withdrawn_for_a_reason check ((withdrawn_at is null) = (withdrawn_reason is null))
);
create index consents_report on consents (report_id, purpose);
create index consents_reporter on consents (reporter_id);

-- Does somebody who reports this person allow this, now? The one definition of a live consent (R3, R4), for every query that has to ask. One
-- relative's consent is enough; another's withdrawal ends only his own (R5).
create function live_consent(report uuid, wanted text) returns boolean language sql stable parallel safe
  return exists (
    select 1 from consents
    where report_id = report and purpose = wanted and granted and withdrawn_at is null and suppressed_by is null
      and (expires_at is null or expires_at > now()));
grant execute on function live_consent to athar_api, athar_worker;

alter table reporters enable row level security;
alter table reporters force row level security;
grant select, insert, update on reporters to athar_api;
create policy reporters_api on reporters to athar_api
  using (organisation_id = (select app_organisation())
    and ((select app_role()) in ('supervisor', 'disclosure_lead')
      or (select app_role()) = 'caseworker' and exists (
        select 1 from report_members m
        where m.report_id = reporters.report_id and (m.account_id = (select app_actor()) or m.account_id is null)
          and (m.expires_at is null or m.expires_at > now()) offset 0)))
  with check (organisation_id = (select app_organisation())
    and ((select app_role()) in ('supervisor', 'disclosure_lead')
      or (select app_role()) = 'caseworker' and exists (
        select 1 from report_members m
        where m.report_id = reporters.report_id and (m.account_id = (select app_actor()) or m.account_id is null)
          and (m.expires_at is null or m.expires_at > now()) offset 0)));

alter table reporter_identities enable row level security;
alter table reporter_identities force row level security;
grant select, insert, delete on reporter_identities to athar_api;
create policy reporter_identities_api on reporter_identities to athar_api
  using (organisation_id = (select app_organisation()) and exists (select 1 from reporters where reporters.id = reporter_id offset 0))
  with check (organisation_id = (select app_organisation()) and exists (select 1 from reporters where reporters.id = reporter_id offset 0));

alter table reporter_contacts enable row level security;
alter table reporter_contacts force row level security;
grant select, insert, delete on reporter_contacts to athar_api;
create policy reporter_contacts_api on reporter_contacts to athar_api
  using (organisation_id = (select app_organisation()) and exists (select 1 from reporters where reporters.id = reporter_id offset 0))
  with check (organisation_id = (select app_organisation()) and exists (select 1 from reporters where reporters.id = reporter_id offset 0));

-- One's own are counted whatever became of the report. Those of others are emptied by whoever removes the person, who reaches the report.
alter table reveals enable row level security;
alter table reveals force row level security;
grant select, insert, update (report_id, reporter_id, fields, reason) on reveals to athar_api;
create policy reveals_api on reveals for select to athar_api
  using (organisation_id = (select app_organisation())
    and (account_id = (select app_actor()) or (select app_role()) in ('supervisor', 'disclosure_lead')));
create policy reveals_api_own on reveals for insert to athar_api
  with check (organisation_id = (select app_organisation()) and account_id = (select app_actor())
    and exists (select 1 from reporters where reporters.id = reporter_id offset 0));
create policy reveals_api_emptied on reveals for update to athar_api
  using (organisation_id = (select app_organisation()) and (select app_role()) = 'supervisor')
  with check (organisation_id = (select app_organisation()) and reporter_id is null);

alter table consents enable row level security;
alter table consents force row level security;
grant select, insert, update (withdrawn_at, withdrawn_reason) on consents to athar_api;
create policy consents_api on consents to athar_api
  using (organisation_id = (select app_organisation())
    and ((select app_role()) in ('supervisor', 'disclosure_lead')
      or (select app_role()) = 'caseworker' and exists (
        select 1 from report_members m
        where m.report_id = consents.report_id and (m.account_id = (select app_actor()) or m.account_id is null)
          and (m.expires_at is null or m.expires_at > now()) offset 0)))
  with check (organisation_id = (select app_organisation())
    and ((select app_role()) in ('supervisor', 'disclosure_lead')
      or (select app_role()) = 'caseworker' and exists (
        select 1 from report_members m
        where m.report_id = consents.report_id and (m.account_id = (select app_actor()) or m.account_id is null)
          and (m.expires_at is null or m.expires_at > now()) offset 0)));
-- The worker asks whether a report may be compared, and not who said so.
grant select (report_id, organisation_id, purpose, granted, withdrawn_at, expires_at, suppressed_by) on consents to athar_worker;
create policy consents_worker on consents for select to athar_worker using (organisation_id = (select app_organisation()));
