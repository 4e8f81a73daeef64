-- The second wall: what a process can read or change is decided by the role that it signs in with and by what it set for its transaction.
-- Policies compare with (select app_…()), which is worked out once for a statement and not once for a row.
-- What hangs off a report says by itself whose it is (a foreign key holds it to its report's), and asks the report's members as the policy of
-- reports does: asking for the report would bring its policies along, and planning them took longer than the query. "offset 0" keeps such a
-- question to one look into an index for each row; without it the planner may read all members once, for a single report.
-- "Lock only" means: the row may be locked (Postgres asks for the right to update), but any change of it fails its check.

-- What everybody may read: the gazetteer, and the ids of what is due.
grant select on places, facilities to athar_api, athar_worker;
grant select, insert, update, delete on due_marks to athar_worker;
grant select, insert, update on due_marks to athar_api;

alter table organisations enable row level security;
alter table organisations force row level security;
grant select, insert on organisations to athar_api;
create policy organisations_api on organisations to athar_api
  using (id = (select app_organisation()) or (select app_role()) = 'system_admin' or (select app_purpose()) = 'door')
  with check ((select app_role()) = 'system_admin');
-- The worker goes through all organisations one after the other, and learns no more than their ids and which of them runs the service.
grant select (id, kind) on organisations to athar_worker;
-- To whom something may be given, for those who may ask for an export.
create policy organisations_api_of_recipients on organisations for select to athar_api
  using ((select app_role()) in ('supervisor', 'disclosure_lead') and export_agreed_until(id) is not null);
create policy organisations_worker on organisations for select to athar_worker using (true);

alter table agreements enable row level security;
alter table agreements force row level security;
grant select, insert, update (valid_until) on agreements to athar_api;
create policy agreements_api on agreements to athar_api
  using (organisation_id = (select app_organisation()) or (select app_role()) = 'system_admin')
  with check ((select app_role()) = 'system_admin');
-- Whether a partner's agreement to hand in lists is in force decides whether its records may be shown beside a report; one to be given persons,
-- whether an export may go to it.
create policy agreements_api_of_partners on agreements for select to athar_api
  using (purpose = 'import' and (select app_role()) in ('caseworker', 'supervisor', 'disclosure_lead')
    or purpose = 'export' and (select app_role()) in ('supervisor', 'disclosure_lead'));
-- Families are told with whose lists a report may be compared, before they allow it.
create policy agreements_api_door on agreements for select to athar_api using (purpose = 'import' and (select app_purpose()) = 'door');
grant select (organisation_id, purpose, valid_from, valid_until) on agreements to athar_worker;
create policy agreements_worker on agreements for select to athar_worker using (purpose = 'import');

alter table accounts enable row level security;
alter table accounts force row level security;
grant select, insert, update (display_name, role, password_hash, disabled_at) on accounts to athar_api;
create policy accounts_api on accounts to athar_api
  using (organisation_id = (select app_organisation()) or (select app_role()) = 'system_admin' or (select app_purpose()) = 'door')
  with check (organisation_id = (select app_organisation()) or (select app_role()) = 'system_admin');

alter table sessions enable row level security;
alter table sessions force row level security;
grant select, insert, update on sessions to athar_api;
create policy sessions_api on sessions to athar_api
  using (organisation_id = (select app_organisation()) or (select app_role()) = 'system_admin' or (select app_purpose()) = 'door')
  with check (organisation_id = (select app_organisation()) or (select app_role()) = 'system_admin' or (select app_purpose()) = 'door');

alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
grant select, insert on idempotency_keys to athar_api;
create policy idempotency_keys_api on idempotency_keys to athar_api
  using (organisation_id = (select app_organisation()) and actor_id = (select app_actor()))
  with check (organisation_id = (select app_organisation()) and actor_id = (select app_actor()));

-- Reports: of one's organisation, and of these only the ones that one is let to (R6).
alter table report_members enable row level security;
alter table report_members force row level security;
grant select, insert, delete on report_members to athar_api;
create policy report_members_api on report_members to athar_api
  using (organisation_id = (select app_organisation()))
  with check (organisation_id = (select app_organisation()));
-- Nobody but a supervisor lets others in; oneself by filing, by deciding as the second person, or for some hours by breaking the glass (R17). Those who
-- reach every report are let read one of a special class by anybody else who reaches it, for some hours (R23).
create policy report_members_api_let_in on report_members as restrictive for insert to athar_api
  with check ((select app_role()) = 'supervisor' or account_id is null and (select app_role()) = 'caseworker'
    or account_id = (select app_actor())
      and (via in ('filed', 'second_review') or via = 'break_glass' and expires_at <= now() + interval '4 hours')
    or via = 'read_by_two' and granted_by = (select app_actor()) and expires_at <= now() + interval '8 hours'
      and exists (
        select 1 from accounts a where a.id = account_id and a.role in ('supervisor', 'disclosure_lead')
          and a.organisation_id = (select app_organisation()) offset 0));
create policy report_members_api_let_go on report_members as restrictive for delete to athar_api
  using ((select app_role()) = 'supervisor' or account_id is null and (select app_role()) = 'caseworker'
    or via = 'read_by_two' and (granted_by = (select app_actor()) or expires_at <= now()));

-- When a consent ends while a proposal waits, the worker closes the report again to those who are no members. It sees that row alone.
grant select (report_id, account_id), delete on report_members to athar_worker;
create policy report_members_worker on report_members for select to athar_worker
  using (organisation_id = (select app_organisation()) and account_id is null);
create policy report_members_worker_closed on report_members for delete to athar_worker
  using (organisation_id = (select app_organisation()) and account_id is null);

alter table reports enable row level security;
alter table reports force row level security;
grant select, insert, update on reports to athar_api;
create policy reports_api on reports to athar_api
  using (organisation_id = (select app_organisation())
    and ((select app_role()) in ('supervisor', 'disclosure_lead')
      or (select app_role()) = 'caseworker' and exists (
        select 1 from report_members m
        where m.report_id = reports.id and (m.account_id = (select app_actor()) or m.account_id is null)
          and (m.expires_at is null or m.expires_at > now()) offset 0)))
  with check (organisation_id = (select app_organisation()));
grant select on reports to athar_worker;
create policy reports_worker on reports for select to athar_worker using (organisation_id = (select app_organisation()));
grant update (id) on reports to athar_worker;
create policy reports_worker_lock_only on reports for update to athar_worker
  using (organisation_id = (select app_organisation())) with check (false);

alter table report_revisions enable row level security;
alter table report_revisions force row level security;
grant select, insert on report_revisions to athar_api;
create policy report_revisions_api on report_revisions to athar_api
  using (exists (select 1 from reports where reports.id = report_id offset 0))
  with check (exists (select 1 from reports where reports.id = report_id offset 0));

alter table suggestions enable row level security;
alter table suggestions force row level security;
grant select, update on suggestions to athar_api;
create policy suggestions_api on suggestions to athar_api
  using (organisation_id = (select app_organisation())
    and ((select app_role()) in ('supervisor', 'disclosure_lead')
      or (select app_role()) = 'caseworker' and exists (
        select 1 from report_members m
        where m.report_id = suggestions.report_id and (m.account_id = (select app_actor()) or m.account_id is null)
          and (m.expires_at is null or m.expires_at > now()) offset 0)))
  with check (organisation_id = (select app_organisation()));
-- The worker scores and withholds: it writes nothing that people wrote. Where it may move a suggestion stands in suggestion_transitions.
grant select, insert (id, report_id, detention_record_id, organisation_id, record_organisation_id, report_revision, record_revision, matcher_version,
  model_version, size_class, match_weight, band, score, runner_up_margin, state, suppressed_from, suppressed_for, revision),
  update (report_revision, record_revision, matcher_version, model_version, size_class, match_weight, band, score, runner_up_margin, state,
  suppressed_from, suppressed_for, source_withdrawn_at, revision, updated_at) on suggestions to athar_worker;
create policy suggestions_worker on suggestions to athar_worker
  using (organisation_id = (select app_organisation()) or record_organisation_id = (select app_organisation()))
  with check (organisation_id = (select app_organisation()));
grant select on suggestion_transitions to athar_api, athar_worker;

-- Nobody takes a suggestion from somebody who is at it, and nobody takes it in another's name: what is one's own is passed on to a colleague.
alter table suggestion_claims enable row level security;
alter table suggestion_claims force row level security;
grant select, insert, update (account_id, claimed_at, expires_at, passed_by, reason), delete on suggestion_claims to athar_api;
create policy suggestion_claims_api on suggestion_claims for select to athar_api
  using (exists (select 1 from suggestions where suggestions.id = suggestion_id offset 0));
create policy suggestion_claims_api_taken on suggestion_claims for insert to athar_api
  with check (account_id = (select app_actor()) and exists (select 1 from suggestions where suggestions.id = suggestion_id offset 0));
create policy suggestion_claims_api_renewed on suggestion_claims for update to athar_api
  using ((account_id = (select app_actor()) or expires_at <= now()) and exists (select 1 from suggestions where suggestions.id = suggestion_id offset 0))
  with check ((account_id = (select app_actor()) or passed_by = (select app_actor()) and exists (
      select 1 from accounts a where a.id = account_id and a.organisation_id = (select app_organisation()) offset 0))
    and exists (select 1 from suggestions where suggestions.id = suggestion_id offset 0));
create policy suggestion_claims_api_let_go on suggestion_claims for delete to athar_api
  using ((account_id = (select app_actor()) or expires_at <= now()) and exists (select 1 from suggestions where suggestions.id = suggestion_id offset 0));

alter table suggestion_opinions enable row level security;
alter table suggestion_opinions force row level security;
grant select, insert on suggestion_opinions to athar_api;
create policy suggestion_opinions_api on suggestion_opinions for select to athar_api
  using (exists (select 1 from suggestions where suggestions.id = suggestion_id offset 0));
create policy suggestion_opinions_api_given on suggestion_opinions for insert to athar_api
  with check (account_id = (select app_actor()) and exists (select 1 from suggestions where suggestions.id = suggestion_id offset 0));

alter table suggestion_events enable row level security;
alter table suggestion_events force row level security;
grant select, insert on suggestion_events to athar_api;
grant insert on suggestion_events to athar_worker;
create policy suggestion_events_api on suggestion_events to athar_api
  using (exists (select 1 from suggestions where suggestions.id = suggestion_id offset 0))
  with check (exists (select 1 from suggestions where suggestions.id = suggestion_id offset 0));
create policy suggestion_events_worker on suggestion_events for insert to athar_worker
  with check (account_id is null and organisation_id = (select app_organisation()));

-- Detention records: of one's organisation, and those of partners that stand beside a report that one reaches.
alter table detention_records enable row level security;
alter table detention_records force row level security;
grant select on detention_records to athar_api;
create policy detention_records_api on detention_records for select to athar_api
  using (organisation_id = (select app_organisation())
    or exists (select 1 from suggestions where suggestions.detention_record_id = detention_records.id offset 0));
grant update (id) on detention_records to athar_api;
create policy detention_records_api_lock_only on detention_records for update to athar_api
  using (organisation_id = (select app_organisation())
    or exists (select 1 from suggestions where suggestions.detention_record_id = detention_records.id offset 0))
  with check (false);
grant select, insert, update, delete on detention_records to athar_worker;
create policy detention_records_worker on detention_records to athar_worker
  using (organisation_id = (select app_organisation())) with check (organisation_id = (select app_organisation()));

alter table person_names enable row level security;
alter table person_names force row level security;
grant select, insert, delete on person_names to athar_api;
grant select, insert, delete on person_names to athar_worker;
create policy person_names_api on person_names for select to athar_api
  using (organisation_id = (select app_organisation())
    and (detention_record_id is not null or (select app_role()) in ('supervisor', 'disclosure_lead')
      or (select app_role()) = 'caseworker' and exists (
        select 1 from report_members m
        where m.report_id = person_names.report_id and (m.account_id = (select app_actor()) or m.account_id is null)
          and (m.expires_at is null or m.expires_at > now()) offset 0)));
-- Of partners' records that stand beside a report that one reaches.
create policy person_names_api_of_partners on person_names for select to athar_api
  using (exists (select 1 from suggestions where suggestions.detention_record_id = person_names.detention_record_id offset 0));
create policy person_names_api_of_reports on person_names for insert to athar_api
  with check (report_id is not null and organisation_id = (select app_organisation())
    and ((select app_role()) in ('supervisor', 'disclosure_lead')
      or (select app_role()) = 'caseworker' and exists (
        select 1 from report_members m
        where m.report_id = person_names.report_id and (m.account_id = (select app_actor()) or m.account_id is null)
          and (m.expires_at is null or m.expires_at > now()) offset 0)));
create policy person_names_api_replaced on person_names for delete to athar_api
  using (report_id is not null and organisation_id = (select app_organisation())
    and ((select app_role()) in ('supervisor', 'disclosure_lead')
      or (select app_role()) = 'caseworker' and exists (
        select 1 from report_members m
        where m.report_id = person_names.report_id and (m.account_id = (select app_actor()) or m.account_id is null)
          and (m.expires_at is null or m.expires_at > now()) offset 0)));
create policy person_names_worker on person_names for select to athar_worker
  using (organisation_id = (select app_organisation()));
create policy person_names_worker_of_records on person_names for insert to athar_worker
  with check (organisation_id = (select app_organisation()) and detention_record_id is not null);
create policy person_names_worker_replaced on person_names for delete to athar_worker
  using (organisation_id = (select app_organisation()) and detention_record_id is not null);

alter table sources enable row level security;
alter table sources force row level security;
grant select, insert, update (bytes_received) on sources to athar_api;
grant select, update (sha256) on sources to athar_worker;
create policy sources_api on sources for select to athar_api
  using (organisation_id = (select app_organisation())
    or exists (select 1 from detention_records where detention_records.source_id = sources.id offset 0));
create policy sources_api_made on sources for insert to athar_api
  with check (organisation_id = (select app_organisation()));
create policy sources_api_received on sources for update to athar_api
  using (organisation_id = (select app_organisation())) with check (organisation_id = (select app_organisation()));
create policy sources_worker on sources to athar_worker
  using (organisation_id = (select app_organisation())) with check (organisation_id = (select app_organisation()));

-- The bytes of a file, which come piece by piece.
alter table source_chunks enable row level security;
alter table source_chunks force row level security;
grant select, insert, delete on source_chunks to athar_api;
grant select on source_chunks to athar_worker;
create policy source_chunks_api on source_chunks to athar_api
  using (organisation_id = (select app_organisation())) with check (organisation_id = (select app_organisation()));
create policy source_chunks_worker on source_chunks for select to athar_worker
  using (organisation_id = (select app_organisation()));

-- Lists, and which row speaks for each row of one. The worker holds a list still while it stores a chunk of its rows.
alter table lists enable row level security;
alter table lists force row level security;
grant select, insert, update (name, reading, mapping) on lists to athar_api;
create policy lists_api on lists to athar_api
  using (organisation_id = (select app_organisation())) with check (organisation_id = (select app_organisation()));
grant select, update (id) on lists to athar_worker;
create policy lists_worker on lists for select to athar_worker using (organisation_id = (select app_organisation()));
create policy lists_worker_lock_only on lists for update to athar_worker
  using (organisation_id = (select app_organisation())) with check (false);

alter table list_rows enable row level security;
alter table list_rows force row level security;
grant select on list_rows to athar_api;
grant select, insert, update, delete on list_rows to athar_worker;
create policy list_rows_api on list_rows for select to athar_api using (organisation_id = (select app_organisation()));
create policy list_rows_worker on list_rows to athar_worker
  using (organisation_id = (select app_organisation())) with check (organisation_id = (select app_organisation()));

alter table imports enable row level security;
alter table imports force row level security;
grant select, insert, update on imports to athar_api;
grant select, update on imports to athar_worker;
create policy imports_api on imports for select to athar_api
  using (organisation_id = (select app_organisation()) or exists (select 1 from sources where sources.id = source_id offset 0));
create policy imports_api_made on imports for insert to athar_api
  with check (organisation_id = (select app_organisation()));
create policy imports_api_changed on imports for update to athar_api
  using (organisation_id = (select app_organisation())) with check (organisation_id = (select app_organisation()));
-- Files that did not come to their end within two days are given up.
create policy imports_sweep on imports to athar_api
  using ((select app_purpose()) = 'sweep' and state in ('receiving', 'cancelled') and created_at < now() - interval '48 hours')
  with check ((select app_purpose()) = 'sweep' and state = 'cancelled');
create policy source_chunks_sweep on source_chunks to athar_api
  using ((select app_purpose()) = 'sweep' and exists (select 1 from imports where imports.source_id = source_chunks.source_id offset 0))
  with check (false);
create policy imports_worker on imports to athar_worker
  using (organisation_id = (select app_organisation())) with check (organisation_id = (select app_organisation()));
-- What is suspicious, the supervisors of the organisation that runs the service look at, whoever sent it.
create policy imports_api_suspicious on imports for select to athar_api
  using ((select app_role()) = 'supervisor' and quarantine <> '[]'
    and exists (select 1 from organisations where id = (select app_organisation()) and kind = 'operator'));
create policy imports_api_let_go on imports for update to athar_api
  using ((select app_role()) = 'supervisor' and quarantine <> '[]'
    and exists (select 1 from organisations where id = (select app_organisation()) and kind = 'operator'));

-- Staged by the check, and thrown away by it when the file is read in another way; after the run nothing of them goes.
alter table import_rows enable row level security;
alter table import_rows force row level security;
grant select on import_rows to athar_api;
grant select, insert, update, delete on import_rows to athar_worker;
create policy import_rows_api on import_rows for select to athar_api
  using (organisation_id = (select app_organisation())
    or exists (select 1 from detention_records where detention_records.id = detention_record_id offset 0));
create policy import_rows_worker on import_rows for select to athar_worker
  using (organisation_id = (select app_organisation()));
create policy import_rows_worker_staged on import_rows for insert to athar_worker
  with check (organisation_id = (select app_organisation()));
create policy import_rows_worker_changed on import_rows for update to athar_worker
  using (organisation_id = (select app_organisation())) with check (organisation_id = (select app_organisation()));
create policy import_rows_worker_staged_anew on import_rows for delete to athar_worker
  using (organisation_id = (select app_organisation()) and outcome is null);

-- Which records are in quarantine: ids, asked when a pair is stored in the name of the report's organisation. One organisation's records are put
-- in and taken out in its own name.
alter table quarantined_records enable row level security;
alter table quarantined_records force row level security;
grant select, insert, delete on quarantined_records to athar_worker;
grant select (detention_record_id, organisation_id) on quarantined_records to athar_api;
-- One's own, for those who search by name: they are not among what is found.
create policy quarantined_records_api on quarantined_records for select to athar_api
  using (organisation_id = (select app_organisation()) and (select app_role()) in ('caseworker', 'supervisor', 'disclosure_lead'));
create policy quarantined_records_worker on quarantined_records for select to athar_worker using (true);
create policy quarantined_records_worker_put_in on quarantined_records for insert to athar_worker
  with check (organisation_id = (select app_organisation()));
create policy quarantined_records_worker_let_out on quarantined_records for delete to athar_worker
  using (organisation_id = (select app_organisation()));

alter table import_match_rates enable row level security;
alter table import_match_rates force row level security;
grant select, insert on import_match_rates to athar_worker;
create policy import_match_rates_worker on import_match_rates to athar_worker
  using (organisation_id = (select app_organisation())) with check (organisation_id = (select app_organisation()));

-- Derived for matching. The worker sees the profiles of the organisation it works for, and those that partners may be compared with.
alter table match_profiles enable row level security;
alter table match_profiles force row level security;
grant select, delete on match_profiles to athar_api;
grant select, insert, update, delete on match_profiles to athar_worker;
-- What is derived of a person is seen, and removed, by whoever reaches that person.
create policy match_profiles_api on match_profiles to athar_api
  using (organisation_id = (select app_organisation())
    and (exists (select 1 from reports where reports.id = record_id offset 0)
      or exists (select 1 from detention_records where detention_records.id = record_id offset 0)));
create policy match_profiles_worker on match_profiles for select to athar_worker
  using (organisation_id = (select app_organisation()) or with_partners);
create policy match_profiles_worker_made on match_profiles for insert to athar_worker
  with check (organisation_id = (select app_organisation()));
-- Also those of partners are locked while a pair is stored; none of them can be changed.
create policy match_profiles_worker_changed on match_profiles for update to athar_worker
  using (organisation_id = (select app_organisation()) or with_partners)
  with check (organisation_id = (select app_organisation()));
create policy match_profiles_worker_removed on match_profiles for delete to athar_worker
  using (organisation_id = (select app_organisation()));

-- Written by a trigger in the name of whoever removes a profile, who reaches that person, and taken away when it comes back.
alter table gone_profiles enable row level security;
alter table gone_profiles force row level security;
grant insert on gone_profiles to athar_api;
grant select, insert, delete on gone_profiles to athar_worker;
create policy gone_profiles_api on gone_profiles for insert to athar_api
  with check (organisation_id = (select app_organisation())
    and (exists (select 1 from reports where reports.id = record_id offset 0)
      or exists (select 1 from detention_records where detention_records.id = record_id offset 0)));
create policy gone_profiles_worker on gone_profiles to athar_worker
  using (organisation_id = (select app_organisation())) with check (organisation_id = (select app_organisation()));

-- Marks and figures name nobody.
grant select, insert, delete on snapshot_marks to athar_worker;
grant select on completeness_audits to athar_api;
grant select, insert on completeness_audits to athar_worker;
grant select on match_size to athar_api;
grant select, update on match_size to athar_worker;

-- Withdrawals. Reporters and consents have their rules in their own file.
alter table suppressions enable row level security;
alter table suppressions force row level security;
grant select, insert on suppressions to athar_api;
create policy suppressions_api on suppressions to athar_api
  using (organisation_id = (select app_organisation())) with check (organisation_id = (select app_organisation()));
