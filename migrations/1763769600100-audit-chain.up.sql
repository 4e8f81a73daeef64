-- Who read or did what, as one chain of hashes for each organisation (security.md 3.5). The nil uuid is the chain of what has no
-- organisation. Ids, field names and codes only: the checks leave no room for what a person wrote.

create table audit_entries (
  chain_id uuid not null,
  seq bigint not null check (seq > 0),
  -- RFC 3339 in UTC with microseconds, as text: a Date of JavaScript would cut it to milliseconds, and the hash would not fit any more.
  at text not null check (at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$'),
  -- command: the operator at the command line. service: the service by itself. nobody: not (yet) known who.
  actor_kind text not null check (actor_kind in ('staff', 'partner', 'family', 'command', 'service', 'nobody')),
  actor_id uuid,
  action text not null check (action ~ '^[a-z][a-z0-9_.-]{0,60}$'),
  subject_kind text not null check (subject_kind ~ '^[a-z][a-z0-9_.-]{0,60}$'),
  -- An id has a digit in it; a name has none.
  subject_id text check (subject_id ~ '^(?=.*[0-9])[A-Za-z0-9_.:-]{1,100}$'),
  -- As the array is written: whatever is not a plain field name is quoted there, or is NULL in capitals.
  fields text[] not null check (fields::text ~ '^\{([a-z][a-z0-9_.]{0,60}(,[a-z][a-z0-9_.]{0,60})*)?\}$'),
  -- What a list showed.
  seen uuid[] not null check (seen::text ~ '^\{([0-9a-f-]{36}(,[0-9a-f-]{36})*)?\}$'),
  reason text check (reason ~ '^[a-z][a-z0-9_]{0,60}$'),
  -- Method and route of a request that no handler answered, as the policy table names it: never a path with ids in it.
  operation text check (operation ~ '^[A-Z]{3,7} /[A-Za-z0-9/:_*.-]{0,120}$'),
  outcome text not null check (outcome in ('done', 'denied', 'refused')),
  -- The exact bytes that are hashed: the columns above as JSON with sorted keys and no spaces (RFC 8785).
  canonical text not null,
  prev_hash bytea not null check (octet_length(prev_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (chain_id, seq),
  unique (chain_id, prev_hash),
  check ((actor_id is null) = (actor_kind in ('command', 'service', 'nobody')))
);
create index audit_entries_subject on audit_entries (chain_id, subject_id, seq);
create index audit_entries_actor on audit_entries (chain_id, actor_id, seq);

create trigger audit_entries_append_only before update or delete on audit_entries for each row execute function refuse_change();
create trigger audit_entries_never_emptied before truncate on audit_entries for each statement execute function refuse_change();
-- Also where replication switches ordinary triggers off.
alter table audit_entries enable always trigger audit_entries_append_only;
alter table audit_entries enable always trigger audit_entries_never_emptied;

-- The only writer. Takes the lock of the chain until the transaction ends, so it is called last. A transaction that is rolled back
-- leaves no gap: its number was never given. In a snapshot older than the lock the unique keys refuse; the chain never forks.
-- Whoever acts inside organisation and actor settings is written down as just that actor.
create function append_audit_entry(chain uuid, actor_kind text, actor_id uuid, action text, subject_kind text, subject_id text,
  fields text[], seen uuid[], reason text, operation text, outcome text)
returns bigint language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
-- The last entry is found by the primary key, backwards, from the first day on: a plan made while the table was small would stay with
-- its connection and read the whole chain for every entry.
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
declare
  previous_seq bigint;
  previous_hash bytea;
  written_at text;
  canonical text;
begin
  if chain is distinct from coalesce(public.app_organisation(), chain)
    or actor_id is distinct from coalesce(public.app_actor(), actor_id) then
    raise exception 'an entry is written for whoever acts' using errcode = 'insufficient_privilege';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('athar audit chain ' || chain, 0));
  select entry.seq, entry.hash into previous_seq, previous_hash
    from public.audit_entries entry where entry.chain_id = chain order by entry.seq desc limit 1;
  previous_seq := coalesce(previous_seq, 0);
  previous_hash := coalesce(previous_hash, decode(repeat('00', 32), 'hex'));
  written_at := to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
  canonical := '{"action":' || to_json(action) || ',"actor_id":' || coalesce(to_json(actor_id)::text, 'null')
    || ',"actor_kind":' || to_json(actor_kind) || ',"at":' || to_json(written_at) || ',"chain_id":' || to_json(chain)
    || ',"fields":' || to_json(fields) || ',"operation":' || coalesce(to_json(operation)::text, 'null')
    || ',"outcome":' || to_json(outcome) || ',"reason":' || coalesce(to_json(reason)::text, 'null')
    || ',"seen":' || to_json(seen) || ',"seq":' || previous_seq + 1 || ',"subject_id":' || coalesce(to_json(subject_id)::text, 'null')
    || ',"subject_kind":' || to_json(subject_kind) || ',"v":1}';
  insert into public.audit_entries values (chain, previous_seq + 1, written_at, actor_kind, actor_id, action, subject_kind, subject_id,
    fields, seen, reason, operation, outcome, canonical, previous_hash, sha256(previous_hash || convert_to(canonical, 'UTF8')));
  return previous_seq + 1;
end
$$;

-- The last entry of every chain, for the process that signs heads: numbers and hashes, nothing of what was done but the last action.
create function audit_heads() returns table (chain_id uuid, seq bigint, hash bytea, action text)
language sql stable security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
  -- From chain to chain by the index; a plain "distinct" would read every entry.
  with recursive chains as (
    (select entry.chain_id from public.audit_entries entry order by entry.chain_id limit 1)
    union all
    select (select entry.chain_id from public.audit_entries entry where entry.chain_id > chains.chain_id order by entry.chain_id limit 1)
    from chains where chains.chain_id is not null
  )
  select head.chain_id, head.seq, head.hash, head.action
  from chains cross join lateral (
    select entry.* from public.audit_entries entry where entry.chain_id = chains.chain_id order by entry.seq desc limit 1) head
$$;

create function audit_hash_at(chain uuid, place bigint) returns bytea
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select entry.hash from public.audit_entries entry where entry.chain_id = chain and entry.seq = place
$$;

alter table audit_entries enable row level security;
alter table audit_entries force row level security;
create policy audit_entries_whole_chain on audit_entries for select to athar_audit using (current_user = 'athar_audit');
create policy audit_entries_append on audit_entries for insert to athar_audit with check (current_user = 'athar_audit');
-- Nobody reads the chain without organisation through the API.
create policy audit_entries_own_auditor on audit_entries for select to athar_api
  using (chain_id = (select app_organisation()) and chain_id <> '00000000-0000-0000-0000-000000000000' and (select app_role()) = 'auditor');

revoke all on function append_audit_entry, audit_heads, audit_hash_at from public;
-- A new owner needs the right to create in the schema at the moment it becomes the owner, if no superuser migrates.
grant create on schema public to athar_audit;
alter table audit_entries owner to athar_audit;
alter function append_audit_entry owner to athar_audit;
alter function audit_heads owner to athar_audit;
alter function audit_hash_at owner to athar_audit;
revoke create on schema public from athar_audit;
revoke all on audit_entries from athar_audit;
grant select, insert on audit_entries to athar_audit;
grant select on audit_entries to athar_api;
grant execute on function append_audit_entry, audit_heads, audit_hash_at to athar_api;
