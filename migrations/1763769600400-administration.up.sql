-- Who may work here and which programs of partners: accounts get their role from two administrators, never from one.

-- No role: may do nothing. No password: signs in with a passkey, or was invited and has not come yet.
alter table accounts alter column role drop not null;
alter table accounts alter column password_hash drop not null;
alter table accounts add constraint accounts_of_one_organisation unique (id, organisation_id);
-- Whoever decides on a suggestion is of its organisation.
alter table suggestion_events add constraint suggestion_events_by_ones_own foreign key (account_id, organisation_id)
  references accounts (id, organisation_id);
alter table suggestion_claims add constraint suggestion_claims_by_ones_own foreign key (account_id, organisation_id)
  references accounts (id, organisation_id);
alter table suggestion_opinions add constraint suggestion_opinions_by_ones_own foreign key (account_id, organisation_id)
  references accounts (id, organisation_id);
alter table agreements add constraint agreements_end_after_they_begin check (valid_until >= valid_from - 1);

-- A role that one administrator proposes and another one confirms. Taking a role away needs nobody else and is written down here too.
create table role_changes (
  id uuid primary key,
  account_id uuid not null,
  organisation_id uuid not null references organisations,
  from_role text check (from_role in
    ('caseworker', 'supervisor', 'disclosure_lead', 'auditor', 'importer', 'organisation_admin', 'system_admin')),
  to_role text check (to_role in
    ('caseworker', 'supervisor', 'disclosure_lead', 'auditor', 'importer', 'organisation_admin', 'system_admin')),
  proposed_by uuid not null references accounts,
  -- Whole milliseconds, as a cursor holds them.
  proposed_at timestamptz(3) not null default now(),
  decision text check (decision in ('confirmed', 'refused', 'withdrawn', 'lapsed', 'at_once')),
  -- Nobody for what the proposer withdrew, what lapsed by itself, and what took effect at once.
  decided_by uuid references accounts,
  decided_at timestamptz,
  foreign key (account_id, organisation_id) references accounts (id, organisation_id),
  constraint role_changes_change_something check (from_role is distinct from to_role),
  constraint role_changes_by_somebody_else check (proposed_by <> account_id and decided_by <> account_id),
  constraint role_changes_by_two_people check (decided_by <> proposed_by),
  constraint role_changes_decided_by_somebody check ((decision in ('confirmed', 'refused')) is not true or decided_by is not null),
  constraint role_changes_decided_at_some_time check ((decision is null) = (decided_at is null)),
  constraint role_changes_only_taking_away_works_at_once check ((to_role is null) = (decision is not distinct from 'at_once'))
);
create unique index role_changes_one_waits on role_changes (account_id) where decision is null;
create index role_changes_proposed on role_changes (proposed_at desc, id desc);
create index role_changes_proposed_by on role_changes (proposed_by) where decision is null;

-- The key of a partner's program. Up to two secrets live at a time, so that a new one can be put in place while the old one still works.
create table partner_keys (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  name text not null,
  scopes text[] not null,
  created_by uuid not null references accounts,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_by uuid references accounts,
  revoked_at timestamptz,
  unique (id, organisation_id),
  constraint partner_keys_scopes_are_known check (scopes <@ array['import', 'read_own', 'overlap', 'read_feed'] and scopes <> '{}'),
  constraint partner_keys_for_a_year_at_most check (expires_at <= created_at + interval '366 days'),
  constraint partner_keys_revoked_by_somebody check ((revoked_by is null) = (revoked_at is null))
);
create index partner_keys_organisation on partner_keys (organisation_id);

create table partner_key_secrets (
  id uuid primary key,
  key_id uuid not null,
  organisation_id uuid not null references organisations,
  slot smallint not null check (slot in (1, 2)),
  secret_hash bytea not null unique,
  created_at timestamptz not null default now(),
  -- Null: lives as long as its key.
  expires_at timestamptz,
  ended_at timestamptz,
  -- To the minute.
  last_used_at timestamptz,
  foreign key (key_id, organisation_id) references partner_keys (id, organisation_id)
);
create unique index partner_key_secrets_two_live on partner_key_secrets (key_id, slot) where ended_at is null;

-- Did he make a link for the account since it was last given a role? Then he may hold what the account signs in with. What is confirmed in
-- this very transaction is not counted. Links are dated when they are made, under the lock of the account, not when their transaction began.
create function made_link_for(account uuid, maker uuid) returns boolean language sql stable
  return exists (
    select 1 from invitations i
    where i.account_id = account and i.created_by = maker and i.created_at > coalesce(
      (select max(c.decided_at) from role_changes c
       where c.account_id = account and c.decision = 'confirmed' and c.decided_at < now()), '-infinity'));
grant execute on function made_link_for to athar_api;

-- The service never gives a role by itself: in the same transaction somebody else must have confirmed what was proposed, and somebody who
-- made no link for the account. The owner of the
-- database is not asked: the first administrators come from the command line.
create function require_two_people_for_a_role() returns trigger language plpgsql as $$
begin
  if current_user = 'athar_api' and new.role is not null
    and (tg_op = 'INSERT' or new.role is distinct from old.role)
    and not exists (
      select 1 from role_changes c
      where tg_op = 'UPDATE' and c.account_id = new.id and c.to_role = new.role and c.from_role is not distinct from old.role
        and c.decision = 'confirmed' and c.decided_at = now() and not made_link_for(new.id, c.decided_by))
  then
    raise exception 'a role is given by two people' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger accounts_role_by_two_people before insert or update of role on accounts
  for each row execute function require_two_people_for_a_role();

-- Who loses his role proposes nothing any more, and what was proposed for him before is out of date. So it is with a new link: who made it
-- has to propose anew. Also what the administrator who does it does not see: for this one statement all changes are in sight.
create function lapse_role_changes() returns trigger language plpgsql as $$
declare
  about uuid := case when tg_table_name = 'accounts' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'account_id' end;
  actual_role text := coalesce(current_setting('app.role', true), '');
begin
  perform set_config('app.role', 'system_admin', true);
  update role_changes set decision = 'lapsed', decided_at = now()
  where decision is null and (account_id = about or tg_table_name = 'accounts' and proposed_by = about);
  perform set_config('app.role', actual_role, true);
  return null;
end
$$;
create trigger invitations_lapse_role_changes after insert on invitations for each row execute function lapse_role_changes();
create trigger accounts_lapse_role_changes after update of role, disabled_at on accounts for each row
  when (old.role is distinct from new.role or old.disabled_at is distinct from new.disabled_at)
  execute function lapse_role_changes();

-- Accounts are made and changed by administrators, those of system administrators by their like; one's own by oneself.
create policy accounts_api_made_by_administrators on accounts as restrictive for insert to athar_api
  with check ((select app_role()) in ('organisation_admin', 'system_admin'));
create policy accounts_api_changed_by_administrators on accounts as restrictive for update to athar_api
  using (id = (select app_actor()) or (select app_purpose()) = 'door' or (select app_role()) = 'system_admin'
    or (select app_role()) = 'organisation_admin' and role is distinct from 'system_admin');

alter table role_changes enable row level security;
alter table role_changes force row level security;
grant select, insert, update (decision, decided_by, decided_at) on role_changes to athar_api;
create policy role_changes_api_seen on role_changes for select to athar_api
  using ((select app_role()) = 'system_admin'
    or (select app_role()) = 'organisation_admin' and organisation_id = (select app_organisation())
      and 'system_admin' not in (coalesce(from_role, ''), coalesce(to_role, '')));
create policy role_changes_api_proposed on role_changes for insert to athar_api
  with check (proposed_by = (select app_actor()) and (decision is null or decision = 'at_once')
    and ((select app_role()) = 'system_admin'
      or (select app_role()) = 'organisation_admin' and organisation_id = (select app_organisation())
        and 'system_admin' not in (coalesce(from_role, ''), coalesce(to_role, ''))));
create policy role_changes_api_decided on role_changes for update to athar_api
  using (decision is null)
  with check (decided_by = (select app_actor())
    or decision = 'withdrawn' and proposed_by = (select app_actor()) or decision = 'lapsed');

alter table partner_keys enable row level security;
alter table partner_keys force row level security;
grant select, insert, update (revoked_by, revoked_at) on partner_keys to athar_api;
create policy partner_keys_api on partner_keys to athar_api
  using ((select app_role()) = 'system_admin' or (select app_purpose()) = 'door' or id = (select app_actor())
    or (select app_role()) = 'organisation_admin' and organisation_id = (select app_organisation()))
  with check ((select app_role()) = 'organisation_admin' and organisation_id = (select app_organisation())
    or (select app_role()) = 'system_admin' and revoked_at is not null);

alter table partner_key_secrets enable row level security;
alter table partner_key_secrets force row level security;
grant select, insert, update (expires_at, ended_at, last_used_at) on partner_key_secrets to athar_api;
create policy partner_key_secrets_api on partner_key_secrets to athar_api
  using ((select app_role()) = 'system_admin' or (select app_purpose()) = 'door'
    or (select app_role()) = 'organisation_admin' and organisation_id = (select app_organisation()))
  with check ((select app_purpose()) = 'door'
    or (select app_role()) = 'organisation_admin' and organisation_id = (select app_organisation())
    or (select app_role()) = 'system_admin' and ended_at is not null);
-- At the door a key may be used, never made.
create policy partner_key_secrets_api_made on partner_key_secrets as restrictive for insert to athar_api
  with check ((select app_role()) = 'organisation_admin');
