do $$
declare
  wall record;
begin
  for wall in select policyname, tablename from pg_policies where schemaname = 'public' and policyname = tablename || '_no_importer'
  loop
    execute format('drop policy %I on %I', wall.policyname, wall.tablename);
  end loop;
end
$$;
