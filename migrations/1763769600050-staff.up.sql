-- How staff prove who they are. Found before it is known who comes, for which the purpose is 'door'; else each account reaches its own.

-- A public key whose private half never leaves a person's device.
create table passkeys (
  id uuid primary key,
  account_id uuid not null references accounts,
  organisation_id uuid not null references organisations,
  credential_id bytea not null unique,
  -- COSE_Key, as the device sent it.
  public_key bytea not null,
  counter bigint not null check (counter >= 0),
  transports text[] not null default '{}',
  backed_up boolean not null,
  label text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkeys_account on passkeys (account_id);

-- What a device has to sign, once and within minutes. Taken away by whoever answers first.
create table passkey_challenges (
  challenge_hash bytea primary key,
  purpose text not null check (purpose in ('sign_in', 'register', 'invitation')),
  -- Nobody for signing in: the device says who it is.
  account_id uuid references accounts,
  expires_at timestamptz not null,
  constraint passkey_challenges_of_somebody check ((purpose = 'sign_in') = (account_id is null))
);
create index passkey_challenges_expires on passkey_challenges (expires_at);

-- The secret of one-time codes, sealed by a key outside of the database. live: asked for at sign-in. setting_up, invited: shown, not
-- yet proven by a first code.
create table totp_secrets (
  account_id uuid not null references accounts,
  stage text not null check (stage in ('live', 'setting_up', 'invited')),
  organisation_id uuid not null references organisations,
  sealed bytea not null,
  kek_id text not null,
  -- The newest 30 seconds of which a code was used: none of it or before is taken again (RFC 6238, 5.2).
  last_step bigint,
  created_at timestamptz not null default now(),
  primary key (account_id, stage)
);
create index totp_secrets_kek on totp_secrets (kek_id);

create table invitations (
  id uuid primary key,
  token_hash bytea not null unique,
  account_id uuid not null references accounts,
  organisation_id uuid not null references organisations,
  -- Nobody: the command line.
  created_by uuid references accounts,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index invitations_account on invitations (account_id);

-- Wrong tries in a row, by the keyed hash of what was tried and of the network that tried: never the name or the address itself, and
-- the same for names that nobody has.
create table try_limits (
  scope text not null,
  subject_hash bytea not null,
  tries integer not null check (tries >= 0),
  last_try_at timestamptz not null,
  next_allowed_at timestamptz not null,
  primary key (scope, subject_hash)
);
create index try_limits_last_try on try_limits (last_try_at);

alter table passkeys enable row level security;
alter table passkeys force row level security;
grant select, insert, delete, update (counter, backed_up, last_used_at) on passkeys to athar_api;
create policy passkeys_api on passkeys to athar_api
  using (account_id = (select app_actor()) or (select app_purpose()) = 'door')
  with check (account_id = (select app_actor()) and organisation_id = (select app_organisation()) or (select app_purpose()) = 'door');

-- Administrators see whether somebody has one: the key itself is public.
create policy passkeys_counted on passkeys for select to athar_api
  using ((select app_role()) = 'system_admin'
    or organisation_id = (select app_organisation()) and (select app_role()) = 'organisation_admin');

alter table passkey_challenges enable row level security;
alter table passkey_challenges force row level security;
grant select, insert, delete on passkey_challenges to athar_api;
create policy passkey_challenges_api on passkey_challenges to athar_api
  using ((select app_purpose()) = 'door' or (select app_purpose()) = 'sweep' and expires_at < now())
  with check ((select app_purpose()) = 'door');

alter table totp_secrets enable row level security;
alter table totp_secrets force row level security;
grant select, insert, delete, update (stage, sealed, kek_id, last_step, created_at) on totp_secrets to athar_api;
-- The purpose 'keys' is that of `athar keys`, which seals secrets anew under the newest key.
create policy totp_secrets_api on totp_secrets to athar_api
  using (account_id = (select app_actor()) or (select app_purpose()) in ('door', 'keys'))
  with check (account_id = (select app_actor()) and organisation_id = (select app_organisation())
    or (select app_purpose()) in ('door', 'keys'));

alter table invitations enable row level security;
alter table invitations force row level security;
grant select, insert, delete, update (expires_at, used_at) on invitations to athar_api;
create policy invitations_api on invitations to athar_api
  using (account_id = (select app_actor()) or (select app_role()) = 'system_admin' or (select app_purpose()) = 'door'
    or organisation_id = (select app_organisation()) and (select app_role()) = 'organisation_admin'
    or (select app_purpose()) = 'sweep' and used_at is null and expires_at < now() - interval '30 days')
  with check (account_id = (select app_actor()) or (select app_role()) = 'system_admin' or (select app_purpose()) = 'door'
    or organisation_id = (select app_organisation()) and (select app_role()) = 'organisation_admin');

alter table try_limits enable row level security;
alter table try_limits force row level security;
grant select, insert, update, delete on try_limits to athar_api;
create policy try_limits_api on try_limits to athar_api
  using ((select app_purpose()) = 'door' or (select app_purpose()) = 'sweep' and last_try_at < now() - interval '2 days')
  with check ((select app_purpose()) = 'door');

-- What is swept away because nobody needs it any more. The age stands here, so that a slip in the service deletes nothing younger.
grant delete on sessions, idempotency_keys to athar_api;
create policy sessions_sweep on sessions to athar_api
  using ((select app_purpose()) = 'sweep' and created_at < now() - interval '30 days') with check (false);
create policy idempotency_keys_sweep on idempotency_keys to athar_api
  using ((select app_purpose()) = 'sweep' and created_at < now() - interval '30 days') with check (false);
