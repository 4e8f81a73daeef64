-- Webhooks: a program of an organisation is told that something happened, by type, time and id, and asks the API for the rest (docs/webhooks.md).

-- What can be told, and whether to partners: the same rows as src/webhooks/event-types.ts, compared by a test. Partners are told of nothing that
-- follows from comparing: it would say whether a row of theirs resembles somebody who is sought (security.md C7).
create table webhook_event_types (
  type text primary key,
  for_partners boolean not null
);
insert into webhook_event_types values
  ('import.checked', true), ('import.finished', true), ('import.failed', true), ('import.reverted', true), ('agreement.ended', true),
  ('key.expiring', true), ('suggestion.waiting', false), ('case.state_changed', false), ('model.activated', false);

create table webhook_endpoints (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  name text not null,
  url text not null check (length(url) <= 2000),
  event_types text[] not null check (event_types <> '{}'),
  state text not null default 'active' check (state in ('active', 'disabled')),
  -- by_hand: by an administrator. gone: it answered 410. failing: nothing was taken for 24 hours.
  disabled_reason text check (disabled_reason in ('by_hand', 'gone', 'failing')),
  disabled_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (id, organisation_id),
  foreign key (created_by, organisation_id) references accounts (id, organisation_id),
  constraint webhook_endpoints_disabled_for_a_reason check ((state = 'disabled') = (disabled_reason is not null)
    and (state = 'disabled') = (disabled_at is not null)),
  constraint webhook_endpoints_deleted_ones_are_disabled check (deleted_at is null or state = 'disabled')
);
create index webhook_endpoints_organisation on webhook_endpoints (organisation_id, id) where deleted_at is null;

-- Sealed by the key ring. Two at a time, so that a receiver can learn the new one while the old one still signs.
create table webhook_secrets (
  id uuid primary key,
  endpoint_id uuid not null,
  organisation_id uuid not null references organisations,
  slot smallint not null check (slot in (1, 2)),
  sealed bytea not null,
  kek_id text not null,
  created_at timestamptz not null default now(),
  -- Null: until it is rotated.
  expires_at timestamptz,
  unique (endpoint_id, slot),
  foreign key (endpoint_id, organisation_id) references webhook_endpoints (id, organisation_id)
);

-- What is to be told to one endpoint, written by the transaction in which it happened. Its id is the webhook-id of every attempt.
create table webhook_messages (
  id uuid primary key,
  endpoint_id uuid not null,
  organisation_id uuid not null references organisations,
  type text not null,
  subject_id uuid not null,
  -- Whole milliseconds, as a cursor holds them.
  occurred_at timestamptz(3) not null default clock_timestamp(),
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed', 'dropped')),
  due_at timestamptz not null default clock_timestamp(),
  give_up_at timestamptz not null default clock_timestamp() + interval '24 hours',
  -- Since it was told or asked for again.
  tries integer not null default 0,
  -- Until then it is being sent by one sender; after it, that one broke off.
  leased_until timestamptz(3),
  unique (id, organisation_id),
  foreign key (endpoint_id, organisation_id) references webhook_endpoints (id, organisation_id)
);
create index webhook_messages_due on webhook_messages (endpoint_id, due_at) where state = 'waiting';
create index webhook_messages_told on webhook_messages (endpoint_id, occurred_at desc, id desc);
-- What a date brings with it is told once.
create unique index webhook_messages_of_dates on webhook_messages (endpoint_id, type, subject_id)
  where type in ('agreement.ended', 'key.expiring');

create table webhook_attempts (
  id uuid primary key,
  message_id uuid not null,
  organisation_id uuid not null references organisations,
  at timestamptz not null,
  status smallint,
  error_code text check (error_code in ('address', 'dns', 'connect', 'tls', 'timeout', 'redirect', 'response', 'secret')),
  duration_ms integer not null check (duration_ms >= 0),
  foreign key (message_id, organisation_id) references webhook_messages (id, organisation_id),
  constraint webhook_attempts_have_an_end check (num_nonnulls(status, error_code) >= 1)
);
create index webhook_attempts_message on webhook_attempts (message_id, at);
create trigger webhook_attempts_append_only before update or delete on webhook_attempts for each row execute function refuse_change();

-- Writes a message for each endpoint that wants it. The one place that decides who is told what.
create function tell_webhooks(organisation uuid, event text, subjects uuid[]) returns void language sql
  security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into webhook_messages (id, endpoint_id, organisation_id, type, subject_id)
  select gen_random_uuid(), e.id, e.organisation_id, event, subject
  from webhook_endpoints e
  join organisations o on o.id = e.organisation_id
  join webhook_event_types t on t.type = event
  cross join unnest(subjects) as subject
  where e.organisation_id = organisation and e.state = 'active' and event = any(e.event_types)
    and (t.for_partners or o.kind = 'operator')
  on conflict do nothing
$$;

create function tell_of_imports() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform tell_webhooks(new.organisation_id,
    case new.state when 'checked' then 'import.checked' when 'done' then 'import.finished' when 'failed' then 'import.failed'
      else 'import.reverted' end, array[new.id]);
  return null;
end
$$;
create trigger imports_told after update of state on imports for each row
  when (old.state <> new.state and new.state in ('checked', 'done', 'failed', 'reverted')) execute function tell_of_imports();

-- Of the organisation of the report: the pair itself, its band and how sure it is are read with a sign-in.
create function tell_of_suggestions() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform tell_webhooks(organisation_id, 'suggestion.waiting', array_agg(id)) from noticed where state = 'suggested' group by organisation_id;
  return null;
end
$$;
create trigger suggestions_told after insert on suggestions referencing new table as noticed for each statement execute function tell_of_suggestions();

create function tell_of_cases() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform tell_webhooks(new.organisation_id, 'case.state_changed', array[new.id]);
  return null;
end
$$;
create trigger cases_told after update of state on cases for each row when (old.state <> new.state) execute function tell_of_cases();

create function tell_of_models() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform tell_webhooks(id, 'model.activated', array[new.id]) from organisations where kind = 'operator';
  return null;
end
$$;
create trigger model_changes_told after insert or update of decision on model_changes for each row
  when (new.decision in ('confirmed', 'at_once')) execute function tell_of_models();

create function tell_of_agreements() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform tell_webhooks(new.organisation_id, 'agreement.ended', array[new.id]);
  return null;
end
$$;
create trigger agreements_told after update of valid_until on agreements for each row
  when (new.valid_until < current_date and (old.valid_until is null or old.valid_until >= current_date)) execute function tell_of_agreements();

-- What happens because a day comes: nobody's transaction tells of it, so the sender asks for it. What was told before is told once only.
create function tell_of_dates() returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform tell_webhooks(organisation_id, 'agreement.ended', array[id]) from agreements
    where valid_until between current_date - 7 and current_date - 1;
  perform tell_webhooks(organisation_id, 'key.expiring', array[id]) from partner_keys
    where revoked_at is null and expires_at between now() and now() + interval '14 days';
end
$$;

-- They belong to a role that signs in nowhere: no process can tell anything by itself, but for the test that an administrator asks for.
grant usage on schema public to athar_outbox;
grant select on webhook_endpoints, webhook_event_types to athar_outbox;
grant insert on webhook_messages to athar_outbox;
grant select (id, kind) on organisations to athar_outbox;
grant select (id, organisation_id, valid_until) on agreements to athar_outbox;
grant select (id, organisation_id, expires_at, revoked_at) on partner_keys to athar_outbox;
create policy organisations_outbox on organisations for select to athar_outbox using (true);
create policy agreements_outbox on agreements for select to athar_outbox using (true);
create policy partner_keys_outbox on partner_keys for select to athar_outbox using (true);
grant create on schema public to athar_outbox;
alter function tell_webhooks owner to athar_outbox;
alter function tell_of_imports owner to athar_outbox;
alter function tell_of_suggestions owner to athar_outbox;
alter function tell_of_cases owner to athar_outbox;
alter function tell_of_models owner to athar_outbox;
alter function tell_of_agreements owner to athar_outbox;
alter function tell_of_dates owner to athar_outbox;
revoke create on schema public from athar_outbox;

-- The sender goes through the endpoints of all organisations, and reaches nothing else (R8): no report, no suggestion, no person.
grant usage on schema public to athar_sender;
grant execute on function tell_of_dates to athar_sender;

alter table webhook_endpoints enable row level security;
alter table webhook_endpoints force row level security;
grant select, insert, update (state, disabled_reason, disabled_at, deleted_at) on webhook_endpoints to athar_api;
grant select (id, organisation_id, url, state), update (state, disabled_reason, disabled_at) on webhook_endpoints to athar_sender;
create policy webhook_endpoints_api on webhook_endpoints to athar_api
  using ((select app_role()) = 'organisation_admin' and organisation_id = (select app_organisation()))
  with check ((select app_role()) = 'organisation_admin' and organisation_id = (select app_organisation()));
create policy webhook_endpoints_outbox on webhook_endpoints for select to athar_outbox using (true);
create policy webhook_endpoints_sender on webhook_endpoints to athar_sender using (true) with check (true);

alter table webhook_secrets enable row level security;
alter table webhook_secrets force row level security;
grant select, insert, update (sealed, kek_id, expires_at), delete on webhook_secrets to athar_api;
grant select on webhook_secrets to athar_sender;
create policy webhook_secrets_api on webhook_secrets to athar_api
  using ((select app_purpose()) = 'keys' or (select app_role()) = 'organisation_admin' and organisation_id = (select app_organisation()))
  with check ((select app_purpose()) = 'keys' or (select app_role()) = 'organisation_admin' and organisation_id = (select app_organisation()));
create policy webhook_secrets_sender on webhook_secrets for select to athar_sender using (true);

alter table webhook_messages enable row level security;
alter table webhook_messages force row level security;
grant select, insert, update (state, due_at, give_up_at, tries, leased_until) on webhook_messages to athar_api;
grant select, update (state, due_at, tries, leased_until) on webhook_messages to athar_sender;
create policy webhook_messages_api on webhook_messages to athar_api
  using ((select app_role()) = 'organisation_admin' and organisation_id = (select app_organisation()))
  with check ((select app_role()) = 'organisation_admin' and organisation_id = (select app_organisation()));
create policy webhook_messages_api_tests on webhook_messages as restrictive for insert to athar_api
  with check (type = 'webhook.test' and subject_id = endpoint_id);
create policy webhook_messages_outbox on webhook_messages for insert to athar_outbox with check (true);
create policy webhook_messages_sender on webhook_messages to athar_sender using (true) with check (true);

alter table webhook_attempts enable row level security;
alter table webhook_attempts force row level security;
grant select on webhook_attempts to athar_api;
grant select, insert on webhook_attempts to athar_sender;
create policy webhook_attempts_api on webhook_attempts for select to athar_api
  using ((select app_role()) = 'organisation_admin' and organisation_id = (select app_organisation()));
create policy webhook_attempts_sender on webhook_attempts to athar_sender using (true) with check (true);

-- Rings for the administrators of the organisation, and sees no alarm.
grant insert on alarms to athar_sender;
create policy alarms_sender on alarms for insert to athar_sender
  with check (kind = 'webhook_disabled' and subject_kind = 'webhook' and acknowledged_by is null);
