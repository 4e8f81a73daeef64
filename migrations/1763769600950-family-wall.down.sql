do $$
declare
  wall record;
begin
  for wall in
    select policyname, tablename from pg_policies
    where schemaname = 'public' and permissive = 'RESTRICTIVE' and policyname = tablename || '_no_family'
  loop
    execute format('drop policy %I on %I', wall.policyname, wall.tablename);
  end loop;
end
$$;
