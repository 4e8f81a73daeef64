-- Most policies let in whoever belongs to the organisation. A family belongs to it only as far as its own report goes: nothing about
-- suggestions, lists, other relatives or staff, whatever another policy says (R2). Runs last, over every table that there is.
do $$
declare
  wall record;
begin
  for wall in
    select relname from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity
      and relname not in ('reports', 'report_revisions', 'receipts', 'family_sessions', 'family_messages', 'notice_wishes', 'case_keys')
      -- Written only by its own function.
      and relname !~ '^audit_'
  loop
    execute format(
      'create policy %I on %I as restrictive to athar_api using ((select app_role()) is distinct from ''family'')',
      wall.relname || '_no_family', wall.relname);
  end loop;
end
$$;

-- Read, and never write.
create policy reports_no_family on reports as restrictive to athar_api
  using (true) with check ((select app_role()) is distinct from 'family');
-- What this person told, and neither what another relative told nor what staff wrote (R2).
create policy report_revisions_no_family on report_revisions as restrictive to athar_api
  using ((select app_role()) is distinct from 'family'
    or exists (select 1 from receipts where receipts.id = (select app_actor()) and receipts.report_id = report_revisions.report_id
                 and receipts.reporter_id = report_revisions.reporter_id))
  with check ((select app_role()) is distinct from 'family');
-- With the key of its own case it reads what was written to it.
create policy case_keys_no_family on case_keys as restrictive to athar_api
  using (true) with check ((select app_role()) is distinct from 'family');

-- A family that writes: its own report, and itself, whatever another policy says. Suggestions, lists, cases, staff and other relatives are shut to it.
do $$
declare
  wall record;
begin
  for wall in
    select relname from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity
      and relname not in ('reports', 'report_revisions', 'person_names', 'reporters', 'reporter_identities', 'reporter_contacts', 'case_keys', 'consents',
        'suppressions', 'receipts', 'alarms', 'family_filings', 'extortion_tips', 'family_messages', 'notice_wishes')
      -- Written only by its own function.
      and relname !~ '^audit_'
  loop
    execute format(
      'create policy %I on %I as restrictive to athar_api using ((select app_role()) is distinct from ''intake'')',
      wall.relname || '_no_intake', wall.relname);
  end loop;
  -- What it does write: of which report or of which person, by the column that says so.
  for wall in
    select * from (values ('reports', 'id = (select app_report())'), ('report_revisions', 'report_id = (select app_report())'),
      ('person_names', 'report_id = (select app_report())'), ('case_keys', 'report_id = (select app_report())'),
      ('reporters', 'id = (select app_reporter())'), ('reporter_identities', 'reporter_id = (select app_reporter())'),
      ('reporter_contacts', 'reporter_id = (select app_reporter())'), ('consents', 'reporter_id = (select app_reporter())'),
      ('receipts', 'reporter_id = (select app_reporter())'), ('family_filings', 'report_id = (select app_report())'),
      ('family_messages', 'reporter_id = (select app_reporter())'), ('notice_wishes', 'reporter_id = (select app_reporter())'),
      ('suppressions', 'exists (select 1 from reporters where digest = any(reporters.suppression_digests) offset 0)'),
      ('alarms', 'actor_id = (select app_actor())'), ('extortion_tips', 'id = (select app_actor())'))
      as own(relname, condition)
  loop
    execute format('create policy %I on %I as restrictive to athar_api using ((select app_role()) is distinct from ''intake'' or %s)',
      wall.relname || '_no_intake', wall.relname, wall.condition);
  end loop;
end
$$;
-- In nobody's name but its own.
create policy report_revisions_intake_own on report_revisions as restrictive for insert to athar_api
  with check ((select app_role()) is distinct from 'intake' or changed_by is null and coalesce(reporter_id = (select app_reporter()), true));
