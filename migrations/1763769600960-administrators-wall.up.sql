-- Administrators and auditors see no case content (security.md C11), whatever another policy says. The service asks for nothing of it in
-- their name; should it ever, it finds nothing. Runs last, over tables that other migrations made.
do $$
declare
  wall text;
begin
  foreach wall in array array['reports', 'report_members', 'report_revisions', 'person_names', 'consents', 'suppressions', 'reporters',
    'reporter_identities', 'reporter_contacts', 'reveals', 'name_searches', 'case_keys', 'receipts', 'suggestions', 'suggestion_events',
    'suggestion_claims', 'suggestion_opinions',
    'detention_records', 'sources', 'source_chunks', 'lists', 'list_rows', 'imports',
    'import_rows', 'match_profiles', 'gone_profiles', 'exports', 'export_items', 'feeds', 'feed_entries',
    'cases', 'case_reports', 'case_holds', 'case_notes', 'case_tasks', 'case_events', 'extortion_reports', 'extortion_reviews', 'contests',
    'contest_events',
    'source_assessments', 'fate_claims', 'fate_reviews', 'recipient_wishes', 'sought_person_wishes', 'case_special_classes',
    'case_exchange_words', 'disclosures',
    'disclosure_events', 'disclosure_attempts', 'family_messages', 'message_checks', 'notice_wishes', 'notices']
  loop
    execute format(
      'create policy %I on %I as restrictive to athar_api
       using (coalesce((select app_role()), '''') not in (''auditor'', ''organisation_admin'', ''system_admin''))',
      wall || '_no_administrator', wall);
  end loop;
end
$$;

-- A session is opened for oneself only; it is ended by oneself, by whoever recognises it, and by administrators.
create policy sessions_api_opened_for_oneself on sessions as restrictive for insert to athar_api
  with check (account_id = (select app_actor()));
create policy sessions_api_ended_by on sessions as restrictive for update to athar_api
  using (account_id = (select app_actor()) or (select app_purpose()) is not null
    or (select app_role()) in ('organisation_admin', 'system_admin'));

-- Functions are nobody's but those of the roles that need them. A trigger fires without the right to call its function.
revoke execute on all functions in schema public from public;
grant execute on function app_organisation, app_actor, app_role, app_purpose to athar_api, athar_worker, athar_audit;
grant execute on function app_report, app_reporter to athar_api;
-- What the triggers of match profiles call, and what a worker's snapshot asks for.
grant execute on function this_transaction to athar_api, athar_worker;
grant execute on function profiles_changed_since, forget_old_profiles to athar_worker;
