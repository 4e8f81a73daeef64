-- Everything that the roles of the processes were given in this schema, whichever file gave it.
do $$
declare
  rule record;
begin
  for rule in select policyname, tablename from pg_policies where schemaname = 'public' loop
    execute format('drop policy %I on %I', rule.policyname, rule.tablename);
  end loop;
  for rule in select relname from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity loop
    execute format('alter table %I no force row level security', rule.relname);
    execute format('alter table %I disable row level security', rule.relname);
  end loop;
end
$$;
revoke all on all tables in schema public from athar_api, athar_worker;
