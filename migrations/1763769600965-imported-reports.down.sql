drop function settle_imported_reports(uuid, integer, integer), file_imported_reports(uuid, integer, integer),
  tell_imported_report(uuid, uuid, integer, uuid, uuid), says_imported_row(uuid, uuid, integer), withdrawn_imported_rows(uuid);
do $$
declare
  rule record;
begin
  for rule in select policyname, tablename from pg_policies where schemaname = 'public' and policyname ~ '_filing(_filed)?$' loop
    execute format('drop policy %I on %I', rule.policyname, rule.tablename);
  end loop;
end
$$;
revoke all on all tables in schema public from athar_filing;
revoke execute on function app_organisation, live_consent from athar_filing;
revoke usage on schema public from athar_filing;
