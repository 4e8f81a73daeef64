revoke execute on function app_organisation, app_actor, app_role, app_purpose from athar_api, athar_worker, athar_audit;
revoke execute on function app_report, app_reporter from athar_api;
grant execute on function app_organisation, app_actor, app_role, app_purpose, app_report, app_reporter, refuse_change to public;
do $$
declare
  wall record;
begin
  for wall in select policyname, tablename from pg_policies where schemaname = 'public' and policyname like '%\_no\_administrator'
  loop
    execute format('drop policy %I on %I', wall.policyname, wall.tablename);
  end loop;
end
$$;
drop policy sessions_api_ended_by on sessions;
drop policy sessions_api_opened_for_oneself on sessions;
