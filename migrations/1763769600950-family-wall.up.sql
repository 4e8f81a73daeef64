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
