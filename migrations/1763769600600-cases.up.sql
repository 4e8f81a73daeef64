-- Casework: one case for each person who is sought, whoever reports him. Reports of several relatives are linked to one case and stay whole.

-- Short enough to be said on a telephone, random, and of nobody's name: 50 bits in letters and digits that are not mistaken for each other.
create function new_case_locator() returns text language sql volatile set search_path = pg_catalog, pg_temp
  return (
    select 'C-' || string_agg(substr('23456789ABCDEFGHJKLMNPQRSTUVWXYZ', 1 + get_byte(bytes, place) % 32, 1) || case when place = 4 then '-' else '' end, ''
      order by place)
    -- Bytes of a UUID of version 4 that are wholly random.
    from (select uuid_send(gen_random_uuid()) as bytes) random
    cross join unnest(array[0, 1, 2, 3, 4, 5, 10, 11, 12, 13]) as place);

create table cases (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  locator text not null unique default new_case_locator() check (locator ~ '^C-[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$'),
  state text not null default 'submitted' check (state in ('draft', 'submitted', 'intake_check', 'open', 'closed', 'paused_by_family', 'safety_hold',
    'withdrawn', 'expired')),
  -- "Registered dead", "name on a list" and "no lead" close nothing: the search goes on (Guiding Principles for the Search for Disappeared Persons).
  closing_reason text check (closing_reason in ('found_alive_in_contact', 'found_alive_refuses_contact', 'remains_identified_and_accepted',
    'family_asked_to_stop', 'transferred', 'erroneous')),
  -- What it goes back to when it leaves a side state, the last first to be gone back to.
  state_before text[] not null default '{}',
  -- How many reports are linked to it now. 0: its own one is linked to another case.
  reports integer not null default 1 check (reports >= 0),
  -- Extortion was reported and nobody has reviewed it: contacts are for supervisors and disclosure leads alone (R13).
  contacts_hidden boolean not null default false,
  revision integer not null default 1,
  assigned_to uuid,
  opened_at timestamptz,
  -- Whole milliseconds, as a cursor holds them.
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, organisation_id),
  foreign key (assigned_to, organisation_id) references accounts (id, organisation_id),
  constraint cases_closed_for_a_reason check (state = 'expired' or (closing_reason is not null) = (state = 'closed' or 'closed' = any(state_before))),
  constraint cases_side_states_lie_on_something check ((state in ('paused_by_family', 'safety_hold', 'withdrawn')) = (state_before <> '{}')),
  constraint cases_without_a_report_are_closed check (reports > 0 or state = 'closed' and closing_reason = 'transferred')
);
create index cases_created on cases (created_at desc, id desc);
create index cases_assigned on cases (assigned_to) where assigned_to is not null;

-- Which case a report belongs to. Its own one is made with it and stays its own, also while it is linked to another.
create table case_reports (
  report_id uuid primary key,
  case_id uuid not null,
  own_case_id uuid not null unique,
  organisation_id uuid not null references organisations,
  -- Null: it stands in its own case.
  linked_by uuid,
  linked_at timestamptz not null default now(),
  reason text,
  foreign key (report_id, organisation_id) references reports (id, organisation_id),
  foreign key (case_id, organisation_id) references cases (id, organisation_id),
  foreign key (own_case_id, organisation_id) references cases (id, organisation_id),
  foreign key (linked_by, organisation_id) references accounts (id, organisation_id),
  constraint case_reports_linked_by_somebody_for_a_reason check ((case_id <> own_case_id) = (linked_by is not null)
    and (linked_by is null) = (reason is null))
);
create index case_reports_case on case_reports (case_id);

-- Where each state may go: the same rows as src/cases/transitions.ts, compared by a test.
create table case_transitions (
  from_state text not null,
  to_state text not null,
  primary key (from_state, to_state)
);
insert into case_transitions
  values ('draft', 'submitted'), ('submitted', 'intake_check'), ('intake_check', 'open'), ('open', 'closed'), ('closed', 'open'),
    ('closed', 'expired'), ('withdrawn', 'expired');
-- Into a side state, and back to where it came from.
insert into case_transitions
  select unnest(array[below, side]), unnest(array[side, below])
  from (values ('submitted', 'paused_by_family'), ('intake_check', 'paused_by_family'), ('open', 'paused_by_family'),
    ('draft', 'safety_hold'), ('submitted', 'safety_hold'), ('intake_check', 'safety_hold'), ('open', 'safety_hold'), ('closed', 'safety_hold'),
    ('paused_by_family', 'safety_hold'),
    ('draft', 'withdrawn'), ('submitted', 'withdrawn'), ('intake_check', 'withdrawn'), ('open', 'withdrawn'), ('closed', 'withdrawn'),
    ('paused_by_family', 'withdrawn'), ('safety_hold', 'withdrawn')) as steps(below, side);

-- A safety hold: any caseworker sets one, a supervisor who did not lifts it.
create table case_holds (
  id uuid primary key,
  case_id uuid not null,
  organisation_id uuid not null references organisations,
  -- Null: the family itself reported extortion.
  set_by uuid,
  set_at timestamptz not null default clock_timestamp(),
  reason text not null,
  lifted_by uuid,
  lifted_at timestamptz,
  lift_reason text,
  foreign key (case_id, organisation_id) references cases (id, organisation_id),
  foreign key (set_by, organisation_id) references accounts (id, organisation_id),
  foreign key (lifted_by, organisation_id) references accounts (id, organisation_id),
  constraint case_holds_lifted_by_a_second_person check (lifted_by <> set_by),
  constraint case_holds_lifted_for_a_reason check (num_nonnulls(lifted_by, lifted_at, lift_reason) in (0, 3))
);
create unique index case_holds_one_at_a_time on case_holds (case_id) where lifted_at is null;

-- Somebody asked a family for money, documents or a meeting in exchange for news, or pretends to be one of us (R13). Never changed; what a second
-- person finds stands beside it.
create table extortion_reports (
  id uuid primary key,
  case_id uuid not null,
  organisation_id uuid not null references organisations,
  -- Which relative was approached, where that is known.
  report_id uuid,
  asked_for text not null check (asked_for in ('money', 'documents', 'meeting', 'information', 'other')),
  way text not null check (way in ('telephone', 'message', 'in_person', 'social_media', 'other')),
  told text not null,
  -- Null: the family itself.
  reported_by uuid,
  -- For who reviews it: he must not be who reported it, and nobody of staff is the family.
  told_by uuid not null generated always as (coalesce(reported_by, '00000000-0000-0000-0000-000000000000')) stored,
  -- Whole milliseconds, as a cursor holds them.
  reported_at timestamptz(3) not null default clock_timestamp(),
  foreign key (case_id, organisation_id) references cases (id, organisation_id),
  foreign key (report_id, organisation_id) references reports (id, organisation_id),
  foreign key (reported_by, organisation_id) references accounts (id, organisation_id),
  unique (id, case_id, organisation_id, told_by)
);
create index extortion_reports_case on extortion_reports (case_id);

-- The newest one counts. A case's contacts are shown again when it is safe for all that was reported.
create table extortion_reviews (
  id uuid primary key,
  extortion_report_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null references organisations,
  -- The nil uuid: the family itself.
  reported_by uuid not null,
  outcome text not null check (outcome in ('contacts_safe', 'contacts_stay_hidden')),
  note text not null,
  reviewed_by uuid not null,
  reviewed_at timestamptz not null default clock_timestamp(),
  foreign key (extortion_report_id, case_id, organisation_id, reported_by) references extortion_reports (id, case_id, organisation_id, told_by),
  foreign key (reviewed_by, organisation_id) references accounts (id, organisation_id),
  constraint extortion_reviews_by_a_second_person check (reviewed_by <> reported_by)
);
create index extortion_reviews_report on extortion_reviews (extortion_report_id, reviewed_at desc);

create table case_notes (
  id uuid primary key,
  case_id uuid not null,
  organisation_id uuid not null references organisations,
  account_id uuid not null,
  -- Whole milliseconds, as a cursor holds them.
  at timestamptz(3) not null default clock_timestamp(),
  text text not null,
  foreign key (case_id, organisation_id) references cases (id, organisation_id),
  foreign key (account_id, organisation_id) references accounts (id, organisation_id)
);
create index case_notes_case on case_notes (case_id, at);

create table case_tasks (
  id uuid primary key,
  case_id uuid not null,
  organisation_id uuid not null references organisations,
  revision integer not null default 1,
  -- revoke_link: a contest about what a link rests on was upheld, and people have to take the link back (R15). Made by a trigger, for any supervisor.
  -- family_asks_to_reopen, family_told_more: the family did that by itself, and somebody looks.
  kind text not null default 'written' check (kind in ('written', 'revoke_link', 'family_asks_to_reopen', 'family_told_more')),
  -- The suggestion, or the report.
  about uuid,
  title text not null,
  due_on date not null,
  for_account uuid,
  created_by uuid,
  -- Whole milliseconds, as a cursor holds them.
  created_at timestamptz(3) not null default clock_timestamp(),
  done_by uuid,
  done_at timestamptz,
  foreign key (case_id, organisation_id) references cases (id, organisation_id),
  foreign key (for_account, organisation_id) references accounts (id, organisation_id),
  foreign key (created_by, organisation_id) references accounts (id, organisation_id),
  foreign key (done_by, organisation_id) references accounts (id, organisation_id),
  -- A contest that is opened again takes its task back: nobody did it.
  constraint case_tasks_done_by_somebody check ((done_by is null) = (done_at is null) or kind = 'revoke_link' and done_at is not null),
  constraint case_tasks_written_by_somebody_for_somebody check (kind <> 'written' or num_nonnulls(for_account, created_by, about) = 2 and about is null),
  constraint case_tasks_to_revoke_are_about_a_link check (kind = 'written' or about is not null)
);
create unique index case_tasks_one_to_revoke on case_tasks (about) where kind = 'revoke_link' and done_at is null;
create index case_tasks_case on case_tasks (case_id, due_on);
create index case_tasks_open on case_tasks (for_account, due_on) where done_at is null;

-- What happened to a case. Only ever added to.
create table case_events (
  id uuid primary key,
  case_id uuid not null,
  organisation_id uuid not null references organisations,
  -- Whole milliseconds, as a cursor holds them.
  at timestamptz(3) not null default clock_timestamp(),
  -- Null: the machine, because a file of reports was taken back or brought back, or the family itself.
  account_id uuid,
  by_family boolean not null default false,
  kind text not null check (kind in ('submit', 'begin_intake', 'open', 'close', 'reopen', 'pause', 'resume', 'hold', 'lift_hold', 'withdraw', 'restore',
    'expire', 'assigned', 'report_linked', 'report_unlinked', 'linked_away', 'linked_back', 'task_added', 'task_changed', 'note_added',
    'extortion_reported', 'extortion_reviewed', 'contested', 'contest_changed')),
  from_state text,
  to_state text,
  reason text,
  note text,
  -- The report, task, note, person or contest that it is about.
  about uuid,
  foreign key (case_id, organisation_id) references cases (id, organisation_id),
  foreign key (account_id, organisation_id) references accounts (id, organisation_id),
  constraint case_events_by_family_or_staff check (not by_family or account_id is null)
);
create index case_events_case on case_events (case_id, at desc, id desc);

-- "This is me" or "this is false", said by anybody and taken down by staff (R15). Until two people have looked nothing is decided upon the record
-- or the case, and nothing is deleted.
create table contests (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  -- One of the two. A record may be a partner's, and may go when its file was taken back: then its id alone stays.
  detention_record_id uuid,
  case_id uuid,
  claim text not null check (claim in ('this_is_me', 'this_is_false')),
  told text not null,
  state text not null default 'taken_down' check (state in ('taken_down', 'identity_checked', 'upheld', 'not_upheld')),
  revision integer not null default 1,
  taken_by uuid not null,
  -- Whole milliseconds, as a cursor holds them.
  taken_at timestamptz(3) not null default clock_timestamp(),
  identity text check (identity in ('is_the_person', 'is_not_the_person', 'cannot_tell')),
  identity_note text,
  identity_checked_by uuid,
  identity_checked_at timestamptz,
  decision_note text,
  decided_by uuid,
  decided_at timestamptz,
  unique (id, organisation_id),
  foreign key (case_id, organisation_id) references cases (id, organisation_id),
  foreign key (taken_by, organisation_id) references accounts (id, organisation_id),
  foreign key (identity_checked_by, organisation_id) references accounts (id, organisation_id),
  foreign key (decided_by, organisation_id) references accounts (id, organisation_id),
  constraint contests_about_one_thing check (num_nonnulls(detention_record_id, case_id) = 1),
  constraint contests_identity_checked_by_somebody check (num_nonnulls(identity, identity_note, identity_checked_by, identity_checked_at)
    = case state when 'taken_down' then 0 else 4 end),
  constraint contests_decided_by_somebody check (num_nonnulls(decision_note, decided_by, decided_at)
    = case when state in ('upheld', 'not_upheld') then 3 else 0 end),
  constraint contests_decided_by_a_second_person check (decided_by <> identity_checked_by)
);
create index contests_record on contests (detention_record_id) where detention_record_id is not null;
create index contests_case on contests (case_id) where case_id is not null;
create index contests_taken on contests (taken_at desc, id desc);

create table contest_transitions (
  from_state text not null,
  to_state text not null,
  primary key (from_state, to_state)
);
insert into contest_transitions
  values ('taken_down', 'identity_checked'), ('identity_checked', 'upheld'), ('identity_checked', 'not_upheld'), ('upheld', 'taken_down'),
    ('not_upheld', 'taken_down');

create table contest_events (
  id uuid primary key,
  contest_id uuid not null,
  organisation_id uuid not null references organisations,
  at timestamptz not null default clock_timestamp(),
  account_id uuid not null,
  kind text not null check (kind in ('take_down', 'check_identity', 'uphold', 'refuse', 'reopen')),
  from_state text,
  to_state text not null,
  identity text,
  note text,
  foreign key (contest_id, organisation_id) references contests (id, organisation_id),
  foreign key (account_id, organisation_id) references accounts (id, organisation_id)
);
create index contest_events_contest on contest_events (contest_id, at);

create trigger case_events_append_only before update or delete on case_events for each row execute function refuse_change();
create trigger case_notes_append_only before update or delete on case_notes for each row execute function refuse_change();
create trigger contest_events_append_only before update or delete on contest_events for each row execute function refuse_change();
create trigger extortion_reports_append_only before update or delete on extortion_reports for each row execute function refuse_change();
create trigger extortion_reviews_append_only before update or delete on extortion_reviews for each row execute function refuse_change();

-- How deep a side state lies. Each lies on what the case was before: a case is withdrawn while it is held, and held again when it comes back.
create function depth_of_case_state(state text) returns integer language sql immutable parallel safe set search_path = pg_catalog, pg_temp
  return coalesce(array_position(array['paused_by_family', 'safety_hold', 'withdrawn'], state), 0);

-- Refuses what is no transition, keeps what a case goes back to, and counts revisions, whoever writes.
create function change_case() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  deeper integer := depth_of_case_state(new.state) - depth_of_case_state(old.state);
begin
  new.revision := old.revision + 1;
  new.updated_at := now();
  new.state_before := old.state_before;
  if new.state = old.state then
    new.closing_reason := old.closing_reason;
    return new;
  end if;
  if not exists (select 1 from case_transitions where from_state = old.state and to_state = new.state) then
    raise exception 'a case does not go from % to %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  if deeper > 0 then
    new.state_before := old.state_before || old.state;
  elsif new.state = 'expired' then
    new.state_before := '{}';
  elsif deeper < 0 then
    if old.state_before[cardinality(old.state_before)] <> new.state then
      raise exception 'a case goes back to what it was' using errcode = 'restrict_violation';
    end if;
    new.state_before := trim_array(old.state_before, 1);
  end if;
  if not (new.state = 'closed' and deeper = 0) then
    new.closing_reason := case when new.state in ('closed', 'expired') or 'closed' = any(new.state_before) then old.closing_reason end;
  end if;
  if new.state = 'open' then
    new.opened_at := coalesce(old.opened_at, now());
  end if;
  -- A hold has a person who set it, and does not end before another one lifted it.
  if (new.state = 'safety_hold' or 'safety_hold' = any(new.state_before)) is distinct from exists (
    select 1 from case_holds where case_id = new.id and lifted_at is null) and new.state <> 'expired'
  then
    raise exception 'a hold is set by one person and lifted by another' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger cases_changed before update on cases for each row execute function change_case();

create function change_contest() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  new.revision := old.revision + 1;
  if new.state <> old.state
    and not exists (select 1 from contest_transitions where from_state = old.state and to_state = new.state) then
    raise exception 'a contest does not go from % to %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger contests_changed before update on contests for each row execute function change_contest();

-- What a case's state means for its reports: they are compared exactly as long as it is neither paused, closed nor withdrawn. A hold stops messages
-- and no search. Also of reports that whoever works on the case does not reach.
create function reports_follow_case() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  lasting text := case when new.state = 'safety_hold' then new.state_before[cardinality(new.state_before)] else new.state end;
  report_state text := case when lasting in ('withdrawn', 'expired') then 'withdrawn' when lasting in ('paused_by_family', 'closed') then lasting
    else 'open' end;
begin
  with followed as (
    update reports set state = report_state, updated_at = now(),
      taken_up_at = case when new.state in ('intake_check', 'open') then coalesce(taken_up_at, now()) else taken_up_at end
    where id in (select report_id from case_reports where case_id = new.id)
      and (reports.state <> report_state or new.state in ('intake_check', 'open') and taken_up_at is null)
    returning id, organisation_id, revision)
  insert into due_marks (task, organisation_id, subject_id, revision) select 'reports.match', organisation_id, id, revision from followed
  on conflict (task, subject_id) do update
    set revision = excluded.revision, marks = due_marks.marks + 1, due_at = now(), rung_at = null, attempts = 0, last_error = null;
  return null;
end
$$;
create trigger cases_followed after update of state on cases for each row when (old.state <> new.state) execute function reports_follow_case();

-- A file of reports is taken back, or brought back, without anybody opening their cases: the case follows when no other report is left in it.
create function case_follows_report() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  whole cases;
  next_state text;
begin
  select c.* into whole from cases c join case_reports r on r.case_id = c.id where r.report_id = new.id for update of c;
  if new.state = 'withdrawn' and whole.state not in ('withdrawn', 'expired') and not exists (
    select 1 from case_reports r join reports other on other.id = r.report_id where r.case_id = whole.id and other.state <> 'withdrawn')
  then
    next_state := 'withdrawn';
  elsif old.state = 'withdrawn' and new.state <> 'withdrawn' and whole.state = 'withdrawn' then
    next_state := whole.state_before[cardinality(whole.state_before)];
  end if;
  if next_state is null then
    return null;
  end if;
  update cases set state = next_state where id = whole.id;
  insert into case_events (id, case_id, organisation_id, kind, from_state, to_state, about)
    values (gen_random_uuid(), whole.id, whole.organisation_id, case next_state when 'withdrawn' then 'withdraw' else 'restore' end, whole.state,
      next_state, new.id);
  return null;
end
$$;
create trigger reports_followed_by_case after update of state on reports for each row when (old.state <> new.state)
  execute function case_follows_report();

-- A report is linked to another open case, and its own one stays behind empty; unlinked, it goes back to its own. Nothing is ever merged.
create function move_report() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  here cases;
  there cases;
begin
  perform 1 from cases where id in (old.case_id, new.case_id) order by id for update;
  select * into strict here from cases where id = old.case_id;
  select * into strict there from cases where id = new.case_id;
  if new.case_id <> new.own_case_id then
    if old.case_id <> old.own_case_id or here.reports <> 1 or here.state <> 'open' or there.state <> 'open' or here.contacts_hidden
      or there.contacts_hidden
    then
      raise exception 'only the report of an open case is linked to another open case' using errcode = 'restrict_violation';
    end if;
    update cases set reports = reports + 1 where id = there.id;
    update cases set reports = 0, state = 'closed', closing_reason = 'transferred' where id = here.id;
  else
    if here.state <> 'open' or here.contacts_hidden then
      raise exception 'a report leaves an open case only' using errcode = 'restrict_violation';
    end if;
    update cases set reports = reports - 1 where id = here.id;
    update cases set reports = 1, state = 'open' where id = there.id;
  end if;
  return null;
end
$$;
create trigger case_reports_moved after update of case_id on case_reports for each row when (old.case_id <> new.case_id)
  execute function move_report();

-- R13: from the moment extortion is reported the contacts are hidden, until a second person says that they are safe.
create function hide_contacts() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update cases set contacts_hidden = exists (
    select 1 from extortion_reports e where e.case_id = new.case_id and 'contacts_safe' is distinct from (
      select v.outcome from extortion_reviews v where v.extortion_report_id = e.id order by v.reviewed_at desc, v.id desc limit 1))
  where id = new.case_id;
  return null;
end
$$;
create trigger extortion_reports_hide_contacts after insert on extortion_reports for each row execute function hide_contacts();
create trigger extortion_reviews_hide_contacts after insert on extortion_reviews for each row execute function hide_contacts();

-- R15: is this detention record, case or report (by its case) contested, or was the contest upheld? Yes or no, also to those who do not see it.
create function is_frozen(subject uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select 1 from contests
    where state <> 'not_upheld'
      and (detention_record_id = subject or case_id = subject or case_id = (select r.case_id from case_reports r where r.report_id = subject)))
$$;

-- Is this record confirmed to a report, of whichever organisation? Yes or no: a confirmation that was withheld comes back only if not.
create function record_is_confirmed(record uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select 1 from suggestions where detention_record_id = record and state = 'confirmed')
$$;

-- R15: the same, and nobody has decided yet. What was told wrongly is put right also after a contest was upheld.
create function is_undecided(subject uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select 1 from contests
    where state in ('taken_down', 'identity_checked')
      and (detention_record_id = subject or case_id = subject or case_id = (select r.case_id from case_reports r where r.report_id = subject)))
$$;

-- R15: once a contest is upheld, every link that rests on the record or the case is somebody's task: a supervisor is rung for and people take it back, never
-- a program. Also in the organisations that a partner's record stands in. Opened again, the contest takes back what nobody has done.
create function follow_contest() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.state = 'upheld' then
    with resting as (
      select s.id, s.organisation_id, s.decided_by, x.case_id from suggestions s join case_reports x on x.report_id = s.report_id
      where 'confirmed' in (s.state, s.suppressed_from) and (s.detention_record_id = new.detention_record_id or x.case_id = new.case_id)),
    tasks as (
      insert into case_tasks (id, case_id, organisation_id, kind, about, title, due_on)
      select gen_random_uuid(), case_id, organisation_id, 'revoke_link', id, 'Revoke this link: a contest about it was upheld', current_date from resting
      on conflict do nothing returning id, case_id, organisation_id),
    events as (
      insert into case_events (id, case_id, organisation_id, kind, about)
      select gen_random_uuid(), case_id, organisation_id, 'task_added', id from tasks)
    insert into alarms (id, organisation_id, kind, actor_id, subject_kind, subject_id)
    select gen_random_uuid(), organisation_id, 'contest_upheld', decided_by, 'suggestion', id from resting
    on conflict do nothing;
  elsif old.state = 'upheld' then
    update case_tasks t set done_at = clock_timestamp(), revision = t.revision + 1
    from suggestions s join case_reports x on x.report_id = s.report_id
    where t.kind = 'revoke_link' and t.done_at is null and t.about = s.id
      and (s.detention_record_id = new.detention_record_id or x.case_id = new.case_id)
      and not exists (
        select 1 from contests other
        where other.id <> new.id and other.state = 'upheld'
          and (other.detention_record_id = s.detention_record_id or other.case_id = x.case_id));
  end if;
  return null;
end
$$;
create trigger contests_followed after update of state on contests for each row when (old.state <> new.state) execute function follow_contest();

-- Whoever takes the link back has done that task.
create function revoking_is_done() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update case_tasks set done_by = new.decided_by, done_at = clock_timestamp(), revision = revision + 1
  where kind = 'revoke_link' and done_at is null and about = new.id;
  return null;
end
$$;
create trigger suggestions_revoked after update of state on suggestions for each row
  when (old.state = 'confirmed' and new.state in ('revoked', 'returned')) execute function revoking_is_done();

-- Meanwhile nothing is proposed or confirmed. What is withheld comes back as it was, and an undone confirmation goes back.
create function refuse_frozen() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.state in ('proposed', 'confirmed') and old.state not in (new.state, 'suppressed', 'confirmed')
    and (is_frozen(new.detention_record_id) or is_frozen(new.report_id))
  then
    raise exception 'contested: nothing is decided meanwhile' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger suggestions_not_while_contested before update of state on suggestions for each row execute function refuse_frozen();

-- A case that is over expires: two years after the last thing that happened to it, when nobody who reports allows anything any more. Only then, since
-- nothing comes back from there; a new consent or a reopening before keeps it. Cases that are open, paused or held never expire: the search goes
-- on (domain.md 2.1). Of the organisation that the worker works for; running it twice is the same as once.
create function expire_cases() returns integer language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  over record;
  expired integer := 0;
begin
  for over in
    select c.id, c.state from cases c
    where c.organisation_id = app_organisation() and c.state in ('closed', 'withdrawn') and c.reports > 0 and not c.contacts_hidden
      and not 'safety_hold' = any(c.state_before)
      and c.updated_at < now() - interval '2 years'
      and not is_frozen(c.id)
      and not exists (select 1 from case_reports r join consents k on k.report_id = r.report_id
        where r.case_id = c.id and k.granted and k.withdrawn_at is null and k.suppressed_by is null
          and (k.expires_at is null or k.expires_at > now()))
    order by c.id limit 1000 for update skip locked
  loop
    update cases set state = 'expired' where id = over.id;
    insert into case_events (id, case_id, organisation_id, kind, from_state, to_state)
      values (gen_random_uuid(), over.id, app_organisation(), 'expire', over.state, 'expired');
    expired := expired + 1;
  end loop;
  return expired;
end
$$;

-- Every report has its case from the moment it is stored, whoever stores it. It belongs to a role that signs in nowhere: no process can make a case
-- in another way.
create function open_cases() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  with opened as (select gen_random_uuid() as case_id, id, organisation_id, created_at from filed),
  cases_made as (
    insert into cases (id, organisation_id, created_at) select case_id, organisation_id, created_at from opened)
  insert into case_reports (report_id, case_id, own_case_id, organisation_id) select id, case_id, case_id, organisation_id from opened;
  return null;
end
$$;
create trigger reports_open_cases after insert on reports referencing new table as filed for each statement execute function open_cases();

-- What no process may do by itself belongs to a role that signs in nowhere: it makes cases, counts their reports, hides contacts, and lets the
-- reports follow.
grant usage on schema public to athar_casework;
grant select, insert, update on cases, case_reports to athar_casework;
grant select on case_transitions, case_holds, extortion_reports, extortion_reviews, contests to athar_casework;
grant select (id, organisation_id, report_id, detention_record_id, state, suppressed_from, decided_by) on suggestions to athar_casework;
grant select, insert, update (done_by, done_at, revision) on case_tasks to athar_casework;
grant insert on alarms to athar_casework;
grant insert on case_events to athar_casework;
grant select, update (state, taken_up_at, updated_at) on reports to athar_casework;
grant select, insert, update on due_marks to athar_casework;
grant select (report_id, organisation_id, content), update (content, gone_at, to_be_told) on feed_entries to athar_casework;
create policy cases_casework on cases to athar_casework using (true);
create policy case_reports_casework on case_reports to athar_casework using (true);
create policy case_holds_casework on case_holds for select to athar_casework using (true);
create policy extortion_reports_casework on extortion_reports for select to athar_casework using (true);
create policy extortion_reviews_casework on extortion_reviews for select to athar_casework using (true);
create policy contests_casework on contests for select to athar_casework using (true);
create policy suggestions_casework on suggestions for select to athar_casework using (true);
create policy case_tasks_casework on case_tasks to athar_casework using (kind = 'revoke_link') with check (kind = 'revoke_link');
create policy alarms_casework on alarms for insert to athar_casework with check (kind = 'contest_upheld' and acknowledged_by is null);
create policy case_events_casework on case_events for insert to athar_casework with check (account_id is null and not by_family);
grant select (report_id, organisation_id, granted, withdrawn_at, suppressed_by, expires_at) on consents to athar_casework;
create policy consents_casework on consents for select to athar_casework using (organisation_id = (select app_organisation()));
create policy reports_casework on reports to athar_casework using (organisation_id = (select app_organisation()));
create policy feed_entries_casework on feed_entries for select to athar_casework using (organisation_id = (select app_organisation()));
create policy feed_entries_casework_taken_away on feed_entries for update to athar_casework
  using (organisation_id = (select app_organisation()))
  with check (organisation_id = (select app_organisation()) and content is null);
revoke execute on function new_case_locator, depth_of_case_state, open_cases, change_case, change_contest, reports_follow_case, case_follows_report,
  move_report, hide_contacts, is_frozen, record_is_confirmed, is_undecided, follow_contest, revoking_is_done, refuse_frozen, expire_cases from public;
grant execute on function new_case_locator, depth_of_case_state, app_organisation to athar_casework;
grant execute on function depth_of_case_state, is_frozen, is_undecided, record_is_confirmed to athar_api;
grant execute on function is_frozen, record_is_confirmed, expire_cases to athar_worker;
-- A new owner needs the right to create in the schema at the moment it becomes the owner, if no superuser migrates.
grant create on schema public to athar_casework;
alter function open_cases owner to athar_casework;
alter function reports_follow_case owner to athar_casework;
alter function case_follows_report owner to athar_casework;
alter function move_report owner to athar_casework;
alter function hide_contacts owner to athar_casework;
alter function is_frozen owner to athar_casework;
alter function is_undecided owner to athar_casework;
alter function record_is_confirmed owner to athar_casework;
alter function follow_contest owner to athar_casework;
alter function revoking_is_done owner to athar_casework;
alter function expire_cases owner to athar_casework;
revoke create on schema public from athar_casework;

alter table cases enable row level security;
alter table cases force row level security;
alter table case_reports enable row level security;
alter table case_reports force row level security;

-- Whoever reaches one of its reports reaches a case, and the empty one that a report which is linked elsewhere left behind.
grant select, update (state, closing_reason, assigned_to) on cases to athar_api;
create policy cases_api on cases for select to athar_api
  using (organisation_id = (select app_organisation())
    and ((select app_role()) in ('supervisor', 'disclosure_lead')
      or (select app_role()) = 'caseworker'
        and (exists (select 1 from case_reports c where c.case_id = cases.id offset 0)
          or exists (select 1 from case_reports c where c.own_case_id = cases.id offset 0))));
create policy cases_api_worked_on on cases for update to athar_api
  using (organisation_id = (select app_organisation())
    and ((select app_role()) = 'supervisor'
      or (select app_role()) = 'caseworker'
        and (exists (select 1 from case_reports c where c.case_id = cases.id offset 0)
          or exists (select 1 from case_reports c where c.own_case_id = cases.id offset 0))))
  with check (organisation_id = (select app_organisation()));
grant select, update (case_id, linked_by, linked_at, reason) on case_reports to athar_api;
create policy case_reports_api on case_reports for select to athar_api
  using (organisation_id = (select app_organisation())
    and ((select app_role()) in ('supervisor', 'disclosure_lead')
      or (select app_role()) = 'caseworker' and exists (
        select 1 from report_members m
        where m.report_id = case_reports.report_id and (m.account_id = (select app_actor()) or m.account_id is null)
          and (m.expires_at is null or m.expires_at > now()) offset 0)));
create policy case_reports_api_linked on case_reports for update to athar_api
  using (organisation_id = (select app_organisation())
    and ((select app_role()) = 'supervisor'
      or (select app_role()) = 'caseworker' and exists (
        select 1 from report_members m
        where m.report_id = case_reports.report_id and (m.account_id = (select app_actor()) or m.account_id is null)
          and (m.expires_at is null or m.expires_at > now()) offset 0)))
  with check (organisation_id = (select app_organisation()));

-- What hangs off a case is seen by whoever reaches the case, and written in one's own name.
alter table case_holds enable row level security;
alter table case_holds force row level security;
grant select, insert, update (lifted_by, lifted_at, lift_reason) on case_holds to athar_api;
create policy case_holds_api on case_holds for select to athar_api
  using (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = case_holds.case_id offset 0));
create policy case_holds_api_added on case_holds for insert to athar_api
  with check (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = case_holds.case_id offset 0)
    and set_by = (select app_actor()) and lifted_by is null and (select app_role()) in ('caseworker', 'supervisor'));
create policy case_holds_api_changed on case_holds for update to athar_api
  using (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = case_holds.case_id offset 0))
  with check (lifted_by = (select app_actor()) and (select app_role()) = 'supervisor');
alter table case_notes enable row level security;
alter table case_notes force row level security;
grant select, insert on case_notes to athar_api;
create policy case_notes_api on case_notes for select to athar_api
  using (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = case_notes.case_id offset 0));
create policy case_notes_api_added on case_notes for insert to athar_api
  with check (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = case_notes.case_id offset 0)
    and account_id = (select app_actor()) and (select app_role()) in ('caseworker', 'supervisor'));
alter table case_tasks enable row level security;
alter table case_tasks force row level security;
grant select, insert, update (due_on, for_account, done_by, done_at, revision) on case_tasks to athar_api;
create policy case_tasks_api on case_tasks for select to athar_api
  using (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = case_tasks.case_id offset 0));
create policy case_tasks_api_added on case_tasks for insert to athar_api
  with check (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = case_tasks.case_id offset 0)
    and created_by = (select app_actor()) and kind = 'written' and done_by is null and (select app_role()) in ('caseworker', 'supervisor'));
create policy case_tasks_api_changed on case_tasks for update to athar_api
  using (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = case_tasks.case_id offset 0))
  with check (organisation_id = (select app_organisation()) and (select app_role()) in ('caseworker', 'supervisor'));
alter table case_events enable row level security;
alter table case_events force row level security;
grant select, insert on case_events to athar_api;
create policy case_events_api on case_events for select to athar_api
  using (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = case_events.case_id offset 0));
create policy case_events_api_added on case_events for insert to athar_api
  with check (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = case_events.case_id offset 0)
    and account_id = (select app_actor()));
-- A channel of its own: read by whoever reported, and by those who review.
alter table extortion_reports enable row level security;
alter table extortion_reports force row level security;
grant select, insert on extortion_reports to athar_api;
create policy extortion_reports_api on extortion_reports for select to athar_api
  using (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = extortion_reports.case_id offset 0)
    and (reported_by = (select app_actor()) or (select app_role()) in ('supervisor', 'disclosure_lead')));
create policy extortion_reports_api_added on extortion_reports for insert to athar_api
  with check (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = extortion_reports.case_id offset 0)
    and reported_by = (select app_actor()) and (select app_role()) in ('caseworker', 'supervisor'));
alter table extortion_reviews enable row level security;
alter table extortion_reviews force row level security;
grant select, insert on extortion_reviews to athar_api;
create policy extortion_reviews_api on extortion_reviews for select to athar_api
  using (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = extortion_reviews.case_id offset 0)
    and (select app_role()) in ('supervisor', 'disclosure_lead'));
create policy extortion_reviews_api_added on extortion_reviews for insert to athar_api
  with check (organisation_id = (select app_organisation()) and exists (select 1 from cases where cases.id = extortion_reviews.case_id offset 0)
    and reviewed_by = (select app_actor()) and (select app_role()) in ('supervisor', 'disclosure_lead'));

-- About a case that one reaches, or a record that one sees.
alter table contests enable row level security;
alter table contests force row level security;
grant select, insert, update (state, identity, identity_note, identity_checked_by, identity_checked_at, decision_note, decided_by, decided_at)
  on contests to athar_api;
create policy contests_api on contests for select to athar_api
  using (organisation_id = (select app_organisation())
    and ((select app_role()) in ('supervisor', 'disclosure_lead')
      or (select app_role()) = 'caseworker'
        and (exists (select 1 from cases where cases.id = contests.case_id offset 0)
          or exists (select 1 from detention_records where detention_records.id = contests.detention_record_id offset 0))));
create policy contests_api_taken_down on contests for insert to athar_api
  with check (organisation_id = (select app_organisation()) and taken_by = (select app_actor()) and state = 'taken_down'
    and (select app_role()) in ('caseworker', 'supervisor')
    and (exists (select 1 from cases where cases.id = contests.case_id offset 0)
      or exists (select 1 from detention_records where detention_records.id = contests.detention_record_id offset 0)));
create policy contests_api_changed on contests for update to athar_api
  using (organisation_id = (select app_organisation()) and (select app_role()) in ('caseworker', 'supervisor')
    and ((select app_role()) = 'supervisor' or exists (select 1 from cases where cases.id = contests.case_id offset 0)
      or exists (select 1 from detention_records where detention_records.id = contests.detention_record_id offset 0)))
  with check (organisation_id = (select app_organisation())
    and (state = 'taken_down' or (select app_actor()) in (identity_checked_by, decided_by)));
alter table contest_events enable row level security;
alter table contest_events force row level security;
grant select, insert on contest_events to athar_api;
create policy contest_events_api on contest_events for select to athar_api
  using (organisation_id = (select app_organisation()) and exists (select 1 from contests where contests.id = contest_id offset 0));
create policy contest_events_api_added on contest_events for insert to athar_api
  with check (organisation_id = (select app_organisation()) and account_id = (select app_actor())
    and exists (select 1 from contests where contests.id = contest_id offset 0));

grant select on case_transitions, contest_transitions to athar_api;

-- While extortion waits for its review nobody but those who review reads how the family is reached; the family itself replaces its own.
create policy reporter_contacts_api_not_while_hidden on reporter_contacts as restrictive for select to athar_api
  using ((select app_role()) in ('supervisor', 'disclosure_lead', 'intake')
    or exists (
      select 1 from reporters p join case_reports r on r.report_id = p.report_id join cases c on c.id = r.case_id
      where p.id = reporter_contacts.reporter_id and not c.contacts_hidden offset 0));
