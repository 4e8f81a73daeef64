-- What a family and staff write to each other, read only inside the family's own pages; and who wants to be told outside of them that there is something
-- to read, which says nothing else (docs/notices.md).

alter table reporters add constraint reporters_of_one_report unique (id, report_id, organisation_id);

-- Never changed, and gone only with the person: with whoever is removed goes what he told and what was told to him (R5).
create table family_messages (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  report_id uuid not null,
  reporter_id uuid not null,
  direction text not null check (direction in ('to_family', 'from_family')),
  template text check (template in ('invitation_to_talk', 'question', 'consent_runs_out', 'please_complete')),
  -- Of the person when it was written; the pages say the same in the language that is chosen there.
  language text check (language in ('ar', 'ckb', 'kmr', 'en', 'tr', 'de')),
  -- Both sealed under the key of the case.
  text bytea,
  check_code bytea,
  -- Null: the family.
  written_by uuid,
  written_at timestamptz(3) not null default clock_timestamp(),
  unique (id, organisation_id),
  foreign key (reporter_id, report_id, organisation_id) references reporters (id, report_id, organisation_id),
  foreign key (written_by, organisation_id) references accounts (id, organisation_id),
  constraint family_messages_of_ours_are_templates check ((direction = 'to_family') = (template is not null)
    and (template is null) = (written_by is null) and (template is null) = (check_code is null) and (template is null) = (language is null)),
  constraint family_messages_say_something check (text is not null or template in ('invitation_to_talk', 'consent_runs_out', 'please_complete')),
  constraint family_messages_invitations_hold_no_text check (text is null or template is null or template in ('question', 'please_complete'))
);
create index family_messages_reporter on family_messages (reporter_id, written_at desc, id desc);
create index family_messages_report on family_messages (report_id, written_at desc, id desc);
create trigger family_messages_append_only before update on family_messages for each row execute function refuse_change();

create function messages_go_with_the_person() returns trigger language plpgsql as $$
begin
  if exists (select 1 from reporters r where r.id = old.reporter_id and r.removed_at is null) then
    raise exception 'messages go with the person only' using errcode = 'restrict_violation';
  end if;
  return null;
end
$$;
create constraint trigger family_messages_gone after delete on family_messages deferrable initially deferred
  for each row execute function messages_go_with_the_person();

-- By which anybody can ask whether a message is one of ours, and learns the day and nothing else (R11). Keyed hashes: from this table nobody makes a code.
create table message_checks (
  digest bytea primary key check (length(digest) = 32),
  message_id uuid not null unique,
  organisation_id uuid not null references organisations,
  written_on date not null,
  foreign key (message_id, organisation_id) references family_messages (id, organisation_id) on delete cascade
);

-- Where and when somebody wants to be told that there is something to read. Ended, nothing of the address is left.
create table notice_wishes (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  report_id uuid not null,
  reporter_id uuid not null,
  channel text not null check (channel in ('email', 'sms')),
  -- Sealed by the key ring and not by the key of the case, which the notifier must not reach.
  address bytea,
  kek_id text,
  language text not null check (language in ('ar', 'ckb', 'kmr', 'en', 'tr', 'de')),
  time_zone text not null check (length(time_zone) <= 60),
  from_hour smallint not null check (from_hour between 0 and 23),
  to_hour smallint not null check (to_hour between 1 and 24),
  created_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  ended_reason text check (ended_reason in ('answered_again', 'consent_ended', 'reporter_removed', 'safety_hold')),
  unique (id, organisation_id),
  foreign key (reporter_id, report_id, organisation_id) references reporters (id, report_id, organisation_id),
  constraint notice_wishes_hours_in_order check (from_hour < to_hour),
  constraint notice_wishes_ended_without_address check ((ended_at is null) = (address is not null) and (address is null) = (kek_id is null)
    and (ended_at is null) = (ended_reason is null))
);
create unique index notice_wishes_one_a_person on notice_wishes (reporter_id) where ended_at is null;
create index notice_wishes_report on notice_wishes (report_id) where ended_at is null;

-- One that waits says all that there is to say, however many messages were written; and one a day is sent.
create table notices (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  wish_id uuid not null,
  noted_at timestamptz(3) not null default clock_timestamp(),
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'dropped')),
  reason text check (reason in ('refused', 'given_up', 'unreadable', 'wish_ended')),
  due_at timestamptz not null default clock_timestamp(),
  -- Of the first try.
  give_up_at timestamptz,
  tries integer not null default 0,
  leased_until timestamptz(3),
  -- The day there, in the time zone of the wish.
  sent_on date,
  foreign key (wish_id, organisation_id) references notice_wishes (id, organisation_id),
  constraint notices_end_for_a_reason check ((state in ('failed', 'dropped')) = (reason is not null)),
  constraint notices_sent_on_a_day check ((state = 'sent') = (sent_on is not null))
);
create unique index notices_one_waits on notices (wish_id) where state = 'waiting';
create unique index notices_one_a_day on notices (wish_id, sent_on);
create index notices_due on notices (due_at) where state = 'waiting';

-- Whoever writes a message causes a notice, and no process can make one by itself.
create function notice_of_message() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into notices (id, organisation_id, wish_id)
    select gen_random_uuid(), w.organisation_id, w.id from notice_wishes w where w.reporter_id = new.reporter_id and w.ended_at is null
    on conflict do nothing;
  return null;
end
$$;
create trigger family_messages_noticed after insert on family_messages for each row when (new.direction = 'to_family')
  execute function notice_of_message();

create function end_notice_wishes() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  why text := case tg_table_name
    when 'consents' then case to_jsonb(new) ->> 'withdrawn_reason' when 'reporter_removed' then 'reporter_removed' else 'consent_ended' end
    when 'reporters' then 'reporter_removed' else 'safety_hold' end;
begin
  update notice_wishes w set ended_at = clock_timestamp(), ended_reason = why, address = null, kek_id = null
  where w.ended_at is null and case tg_table_name
    when 'consents' then w.reporter_id = (to_jsonb(new) ->> 'reporter_id')::uuid
    when 'reporters' then w.reporter_id = new.id
    else w.report_id in (select r.report_id from case_reports r where r.case_id = new.id) end;
  return null;
end
$$;
-- A newer answer ends the older one: a "yes" after a "yes" ends no wish.
create trigger consents_end_notices after update of withdrawn_at on consents for each row
  when (old.withdrawn_at is null and new.withdrawn_at is not null and new.purpose = 'contact' and new.withdrawn_reason <> 'answered_again')
  execute function end_notice_wishes();
create trigger reporters_end_notices after update of removed_at on reporters for each row
  when (old.removed_at is null and new.removed_at is not null) execute function end_notice_wishes();
-- R13: whoever holds the telephone may be the danger.
create trigger cases_end_notices after update of contacts_hidden, state on cases for each row
  when (new.contacts_hidden and not old.contacts_hidden or new.state = 'safety_hold' and old.state <> 'safety_hold')
  execute function end_notice_wishes();

-- A wish that ended drops what waits, however it ended.
create function drop_notices() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update notices set state = 'dropped', reason = 'wish_ended', leased_until = null where wish_id = new.id and state = 'waiting';
  return null;
end
$$;
create trigger notice_wishes_drop_notices after update of ended_at on notice_wishes for each row
  when (old.ended_at is null and new.ended_at is not null) execute function drop_notices();

-- Asked right before something is sent: does the wish stand, is the consent to be contacted alive (one may just have run out), is nothing held?
create function may_be_noticed(wish uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select 1 from notice_wishes w
    where w.id = wish and w.ended_at is null
      and exists (
        select 1 from consents c
        where c.reporter_id = w.reporter_id and c.purpose = 'contact' and c.granted and c.withdrawn_at is null and c.suppressed_by is null
          and (c.expires_at is null or c.expires_at > now()))
      and not exists (
        select 1 from case_reports r join cases s on s.id = r.case_id
        where r.report_id = w.report_id and (s.contacts_hidden or s.state = 'safety_hold' or 'safety_hold' = any(s.state_before))))
$$;

-- Of the role that signs in nowhere: it reads by what a notice is allowed, and writes nothing but notices.
grant select, update (ended_at, ended_reason, address, kek_id) on notice_wishes to athar_outbox;
grant select, insert, update (state, reason, leased_until) on notices to athar_outbox;
grant select (reporter_id, purpose, granted, withdrawn_at, suppressed_by, expires_at) on consents to athar_outbox;
grant select (case_id, report_id) on case_reports to athar_outbox;
grant select (id, contacts_hidden, state, state_before) on cases to athar_outbox;
create policy consents_outbox on consents for select to athar_outbox using (purpose = 'contact');
create policy case_reports_outbox on case_reports for select to athar_outbox using (true);
create policy cases_outbox on cases for select to athar_outbox using (true);
revoke execute on function messages_go_with_the_person, notice_of_message, end_notice_wishes, drop_notices, may_be_noticed from public;
grant create on schema public to athar_outbox;
alter function notice_of_message owner to athar_outbox;
alter function end_notice_wishes owner to athar_outbox;
alter function drop_notices owner to athar_outbox;
alter function may_be_noticed owner to athar_outbox;
revoke create on schema public from athar_outbox;

-- The key of its own case: a family opens with it what was written to it, and seals what it writes. What else is sealed under it stands in tables that it
-- does not reach.
create policy case_keys_family on case_keys for select to athar_api
  using ((select app_role()) = 'family' and organisation_id = (select app_organisation()) and exists (
    select 1 from receipts where receipts.id = (select app_actor()) and receipts.report_id = case_keys.report_id and receipts.revoked_at is null offset 0));
create policy case_keys_intake on case_keys for select to athar_api
  using ((select app_role()) = 'intake' and organisation_id = (select app_organisation()) and report_id = (select app_report()));
create policy case_keys_intake_made on case_keys for insert to athar_api
  with check ((select app_role()) = 'intake' and organisation_id = (select app_organisation()) and report_id = (select app_report()));
-- Lock only: sealing holds the key. With the last person gone it is destroyed.
create policy case_keys_intake_held on case_keys for update to athar_api
  using ((select app_role()) = 'intake' and organisation_id = (select app_organisation()) and report_id = (select app_report()))
  with check ((select app_role()) = 'intake' and organisation_id = (select app_organisation()) and report_id = (select app_report())
    and destroyed_at is not null);

alter table family_messages enable row level security;
alter table family_messages force row level security;
grant select, insert, delete on family_messages to athar_api;
create policy family_messages_api on family_messages for select to athar_api
  using (organisation_id = (select app_organisation())
    and (exists (select 1 from reporters where reporters.id = reporter_id offset 0)
      or (select app_role()) = 'family' and exists (
        select 1 from receipts
        where receipts.id = (select app_actor()) and receipts.report_id = family_messages.report_id
          and receipts.reporter_id = family_messages.reporter_id and receipts.revoked_at is null offset 0)));
-- R13: while contacts are hidden nobody but those who review reads what the family writes, and nobody writes to it.
create policy family_messages_api_not_while_hidden on family_messages as restrictive for select to athar_api
  using (coalesce((select app_role()), '') <> 'caseworker'
    or exists (
      select 1 from case_reports r join cases c on c.id = r.case_id where r.report_id = family_messages.report_id and not c.contacts_hidden offset 0));
create policy family_messages_api_to_family on family_messages for insert to athar_api
  with check ((select app_role()) in ('caseworker', 'supervisor') and organisation_id = (select app_organisation())
    and direction = 'to_family' and written_by = (select app_actor())
    and exists (select 1 from reporters where reporters.id = reporter_id and reporters.removed_at is null offset 0)
    and exists (
      select 1 from case_reports r join cases c on c.id = r.case_id
      where r.report_id = family_messages.report_id and not c.contacts_hidden and c.state <> 'safety_hold' and not 'safety_hold' = any(c.state_before)
      offset 0));
create policy family_messages_api_from_family on family_messages for insert to athar_api
  with check ((select app_role()) = 'intake' and organisation_id = (select app_organisation()) and direction = 'from_family'
    and report_id = (select app_report()) and reporter_id = (select app_reporter()));
create policy family_messages_api_gone on family_messages for delete to athar_api
  using (organisation_id = (select app_organisation())
    and ((select app_role()) = 'supervisor' and exists (select 1 from reporters where reporters.id = reporter_id offset 0)
      or (select app_role()) = 'intake' and report_id = (select app_report()) and reporter_id = (select app_reporter())));
-- Whoever deletes a row has to see it.
create policy family_messages_api_own on family_messages for select to athar_api
  using ((select app_role()) = 'intake' and organisation_id = (select app_organisation())
    and report_id = (select app_report()) and reporter_id = (select app_reporter()));
create policy family_messages_no_family on family_messages as restrictive to athar_api
  using (true) with check ((select app_role()) is distinct from 'family');

alter table message_checks enable row level security;
alter table message_checks force row level security;
grant select, insert on message_checks to athar_api;
create policy message_checks_api on message_checks for select to athar_api using ((select app_purpose()) = 'door');
create policy message_checks_api_written on message_checks for insert to athar_api
  with check ((select app_role()) in ('caseworker', 'supervisor') and organisation_id = (select app_organisation())
    and exists (select 1 from family_messages m where m.id = message_id and m.written_by = (select app_actor()) offset 0));

-- The person's own, and nobody's on the staff: how to reach somebody is read by an action with a reason (R7), and not here.
alter table notice_wishes enable row level security;
alter table notice_wishes force row level security;
grant select, insert, update (address, kek_id, ended_at, ended_reason) on notice_wishes to athar_api;
grant select (id, organisation_id, channel, address, kek_id, language, time_zone, from_hour, to_hour, ended_at) on notice_wishes to athar_notifier;
create policy notice_wishes_api_family on notice_wishes for select to athar_api
  using ((select app_role()) = 'family' and organisation_id = (select app_organisation()) and exists (
    select 1 from receipts
    where receipts.id = (select app_actor()) and receipts.report_id = notice_wishes.report_id
      and receipts.reporter_id = notice_wishes.reporter_id and receipts.revoked_at is null offset 0));
create policy notice_wishes_api_intake on notice_wishes to athar_api
  using ((select app_role()) = 'intake' and organisation_id = (select app_organisation())
    and report_id = (select app_report()) and reporter_id = (select app_reporter()))
  with check ((select app_role()) = 'intake' and organisation_id = (select app_organisation())
    and report_id = (select app_report()) and reporter_id = (select app_reporter()));
-- `athar keys rewrap` seals them anew.
create policy notice_wishes_api_keys on notice_wishes for select to athar_api using ((select app_purpose()) = 'keys');
create policy notice_wishes_api_resealed on notice_wishes for update to athar_api
  using ((select app_purpose()) = 'keys') with check ((select app_purpose()) = 'keys' and ended_at is null);
create policy notice_wishes_no_family on notice_wishes as restrictive to athar_api
  using (true) with check ((select app_role()) is distinct from 'family');
create policy notice_wishes_outbox on notice_wishes to athar_outbox using (true) with check (true);
create policy notice_wishes_notifier on notice_wishes for select to athar_notifier using (ended_at is null);

alter table notices enable row level security;
alter table notices force row level security;
grant select (id, organisation_id, wish_id, state, due_at, give_up_at, tries, leased_until, sent_on),
  update (state, reason, due_at, give_up_at, tries, leased_until, sent_on) on notices to athar_notifier;
create policy notices_outbox on notices to athar_outbox using (true) with check (true);
create policy notices_notifier on notices to athar_notifier using (true) with check (true);

grant usage on schema public to athar_notifier;
grant execute on function may_be_noticed to athar_notifier;
