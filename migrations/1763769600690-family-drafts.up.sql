-- What a family types before it sends a report. Sealed under a key that is made of the key ring and of a token that only the browser has: neither the
-- database nor the ring opens one, nor both together (security.md C4, C13).
create table family_drafts (
  token_hash bytea primary key,
  sealed bytea not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now()
);
create index family_drafts_seen on family_drafts (last_seen_at);

alter table family_drafts enable row level security;
alter table family_drafts force row level security;
grant select, insert, update (sealed, last_seen_at), delete on family_drafts to athar_api;
-- Nobody has one: it is found by its token alone.
create policy family_drafts_api on family_drafts to athar_api
  using ((select app_purpose()) = 'door') with check ((select app_purpose()) = 'door');
create policy family_drafts_sweep on family_drafts to athar_api
  using ((select app_purpose()) = 'sweep' and (last_seen_at < now() - interval '2 hours' or created_at < now() - interval '24 hours'))
  with check (false);
