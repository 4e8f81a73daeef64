-- Whoever hands in lists sees the lists of his organisation and what became of them (security.md C7): no report, no suggestion, nobody who
-- reports, nobody else's list, whatever another policy says. Every table is shut to him but these, so that one that comes later is shut as well.
-- Runs last, over every table that there is.
do $$
declare
  wall record;
begin
  for wall in
    select relname from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity
      and relname not in (
        -- Lists, and what they say.
        'lists', 'list_rows', 'imports', 'import_rows', 'sources', 'source_chunks', 'detention_records', 'person_names',
        -- His organisation, and what it agreed to.
        'organisations', 'agreements',
        -- He himself, by policies that ask who acts.
        'accounts', 'sessions', 'passkeys', 'totp_secrets', 'invitations', 'idempotency_keys', 'alarms', 'denied_reads')
      -- Written only by its own function.
      and relname !~ '^audit_'
  loop
    execute format(
      'create policy %I on %I as restrictive to athar_api using ((select app_role()) is distinct from ''importer'')',
      wall.relname || '_no_importer', wall.relname);
  end loop;
end
$$;

-- Who else works here is no business of his.
create policy accounts_no_importer on accounts as restrictive to athar_api
  using ((select app_role()) is distinct from 'importer' or id = (select app_actor()));
create policy sessions_no_importer on sessions as restrictive to athar_api
  using ((select app_role()) is distinct from 'importer' or account_id = (select app_actor()));
-- Names on lists, and not those of reports.
create policy person_names_no_importer on person_names as restrictive to athar_api
  using ((select app_role()) is distinct from 'importer' or detention_record_id is not null);
-- A partner's record that stands beside a report is shown to those who reach the report; an importer reaches his organisation's alone.
create policy detention_records_no_importer on detention_records as restrictive to athar_api
  using ((select app_role()) is distinct from 'importer' or organisation_id = (select app_organisation()));
