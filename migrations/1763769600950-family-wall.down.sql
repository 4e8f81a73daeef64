do $$
declare
  wall record;
begin
  for wall in
    select policyname, tablename from pg_policies
    where schemaname = 'public' and permissive = 'RESTRICTIVE' and policyname in (tablename || '_no_family', tablename || '_no_intake', tablename || '_intake_own')
  loop
    execute format('drop policy %I on %I', wall.policyname, wall.tablename);
  end loop;
end
$$;
