-- The numbers by which pairs are scored, and how they change: one supervisor proposes, a second person puts them in use, one person takes them back.
-- Nothing here names a person of a case. The model in use is that of the newest change that took effect under the present matcher; without one it is
-- the model that came with the program.

create table matching_models (
  -- SHA-256 over everything in the file but itself.
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  -- Stored with every suggestion: no two models may share it.
  version text not null unique check (version ~ '^\d{4}-\d\d-\d\d[a-z]?$'),
  -- As writeModel wrote it (src/matching/model/read-model.ts).
  file text not null check (octet_length(file) <= 262144),
  -- What it was estimated from, in the words of the file.
  estimated_from text not null,
  -- Nobody: it came with the program.
  added_by uuid references accounts,
  -- Whole milliseconds, as a cursor holds them.
  added_at timestamptz(3) not null default now()
);
create index matching_models_added on matching_models (added_at desc, hash desc);
create trigger matching_models_append_only before update or delete on matching_models for each row execute function refuse_change();

create table model_changes (
  id uuid primary key,
  kind text not null check (kind in ('activate', 'rollback')),
  model_hash text not null references matching_models,
  -- The one in use when this was proposed, which the dry run compared with.
  replaces_hash text not null references matching_models,
  -- Levels and tables differ from one matcher to the next: what was put in use under another one does not count.
  matcher_version integer not null,
  reason text not null check (length(reason) between 1 and 2000),
  -- What would change on past decisions: counts, those below five hidden.
  dry_run jsonb,
  proposed_by uuid not null references accounts,
  -- Whole milliseconds, as a cursor holds them.
  proposed_at timestamptz(3) not null default now(),
  decision text check (decision in ('confirmed', 'refused', 'withdrawn', 'at_once')),
  -- Nobody for what the proposer withdrew, and for a rollback, which takes effect at once.
  decided_by uuid references accounts,
  decided_at timestamptz,
  constraint model_changes_change_something check (model_hash <> replaces_hash),
  constraint model_changes_by_two_people check (decided_by <> proposed_by),
  constraint model_changes_decided_by_somebody check ((decision in ('confirmed', 'refused')) is not true or decided_by is not null),
  constraint model_changes_decided_at_some_time check ((decision is null) = (decided_at is null)),
  constraint model_changes_after_a_dry_run check ((kind = 'activate') = (dry_run is not null)),
  constraint model_changes_only_going_back_works_at_once check ((kind = 'rollback') = (decision is not distinct from 'at_once'))
);
create unique index model_changes_one_waits on model_changes ((true)) where decision is null;
create index model_changes_proposed on model_changes (proposed_at desc, id desc);
create index model_changes_in_use on model_changes (matcher_version, decided_at desc, id desc) where decision in ('confirmed', 'at_once');

-- The hash of the model in use under this version of the matcher; null: the one that came with the program.
create function model_in_use(matcher integer) returns text language sql stable parallel safe
  return (
    select model_hash from model_changes where matcher_version = matcher and decision in ('confirmed', 'at_once')
    order by decided_at desc, id desc limit 1);

-- A change goes from the model that is in use now, a rollback only to what two people had in use before, and what was decided stays as it was decided.
create function keep_model_changes() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if old.decision is not null or (to_jsonb(new) - '{decision,decided_by,decided_at}'::text[]) <> (to_jsonb(old) - '{decision,decided_by,decided_at}'::text[]) then
      raise exception 'a change of the model stays as it was proposed and decided' using errcode = 'restrict_violation';
    end if;
  end if;
  if new.decision in ('confirmed', 'at_once') and not coalesce(
      public.model_in_use(new.matcher_version) = new.replaces_hash,
      (select added_by is null from public.matching_models where hash = new.replaces_hash)) then
    raise exception 'another model is in use by now' using errcode = 'restrict_violation';
  end if;
  if new.kind = 'rollback' and new.model_hash is distinct from (
      select replaces_hash from public.model_changes
      where matcher_version = new.matcher_version and kind = 'activate' and decision = 'confirmed' and model_hash = new.replaces_hash
      order by decided_at desc, id desc limit 1) then
    raise exception 'one goes back only to what the model in use replaced' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger model_changes_kept before insert or update on model_changes for each row execute function keep_model_changes();
create trigger model_changes_never_deleted before delete on model_changes for each row execute function refuse_change();

-- Who looks after the model: system administrators, and the supervisors of the organisation that runs the service.
create function app_looks_after_models() returns boolean language sql stable parallel safe
  return app_role() = 'system_admin' or app_role() = 'supervisor'
    and exists (select 1 from organisations where id = app_organisation() and kind = 'operator');
grant execute on function app_looks_after_models to athar_api;
grant execute on function model_in_use to athar_api, athar_worker;

alter table matching_models enable row level security;
alter table matching_models force row level security;
grant select, insert on matching_models to athar_api;
create policy matching_models_api on matching_models for select to athar_api using (true);
create policy matching_models_api_added on matching_models for insert to athar_api
  with check ((select app_looks_after_models()) and (added_by is null or added_by = (select app_actor())));
grant select (hash, file) on matching_models to athar_worker;
create policy matching_models_worker on matching_models for select to athar_worker using (true);

alter table model_changes enable row level security;
alter table model_changes force row level security;
grant select, insert, update (decision, decided_by, decided_at) on model_changes to athar_api;
-- What took effect says which model is in use, which every score depends on.
create policy model_changes_api_in_use on model_changes for select to athar_api using (decision in ('confirmed', 'at_once'));
create policy model_changes_api on model_changes for select to athar_api using ((select app_looks_after_models()));
-- The dry run looks at what people decided, which administrators do not see: supervisors propose, so one of the two is always one.
create policy model_changes_api_proposed on model_changes for insert to athar_api
  with check ((select app_looks_after_models()) and proposed_by = (select app_actor())
    and (kind = 'activate' and decision is null and (select app_role()) = 'supervisor' or kind = 'rollback' and decided_by is null));
create policy model_changes_api_decided on model_changes for update to athar_api
  using (decision is null and (select app_looks_after_models()))
  with check (decided_by = (select app_actor()) and proposed_by <> (select app_actor())
    or decision = 'withdrawn' and decided_by is null and proposed_by = (select app_actor()));
grant select (id, model_hash, matcher_version, decision, decided_at) on model_changes to athar_worker;
create policy model_changes_worker on model_changes for select to athar_worker using (decision in ('confirmed', 'at_once'));
