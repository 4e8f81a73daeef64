-- What leaves: exports that two people agree on, and the feed for partners' programs. Both take it from feed_entries, and nothing else is ever
-- read for them: what may leave of a report stands there, and only while its family allows it.

-- Until which day, inclusive, may persons be given to this organisation; null when no agreement for it is in force today (R27).
create function export_agreed_until(organisation uuid) returns date language sql stable parallel safe
  return (
    select max(coalesce(valid_until, date '9999-12-31')) from agreements
    where organisation_id = organisation and purpose = 'export'
      and valid_from <= current_date and (valid_until is null or valid_until >= current_date));
grant execute on function export_agreed_until to athar_api;

create table exports (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  recipient_id uuid not null references organisations,
  -- As it was called when it was asked for: it stands in the file.
  recipient_name text not null,
  kind text not null check (kind in ('reports', 'detention_records')),
  format text not null check (format in ('csv', 'jsonl', 'pfif')),
  -- Of own records: those of one list. Of both: what changed since.
  list_id uuid,
  changed_since timestamptz,
  reason text not null,
  state text not null check (state in ('asked', 'confirmed', 'refused', 'made', 'expired', 'withdrawn')),
  asked_by uuid not null references accounts,
  -- Whole milliseconds, as a cursor holds them.
  asked_at timestamptz(3) not null default now(),
  decided_by uuid references accounts,
  decided_at timestamptz,
  refusal_reason text,
  made_at timestamptz,
  available_until timestamptz,
  -- How many are in it, and how many of those asked for are not because their family does not allow it.
  records integer check (records >= 0),
  without_consent integer check (without_consent >= 0),
  -- In how many texts what a source calls a person, or its name, was left out.
  withheld_texts integer check (withheld_texts >= 0),
  downloads smallint not null default 0 check (downloads between 0 and 3),
  withdrawn_at timestamptz,
  foreign key (list_id, organisation_id) references lists (id, organisation_id),
  unique (id, organisation_id),
  constraint exports_decided_by_a_second_person check (decided_by <> asked_by),
  constraint exports_decided_by_somebody check (state not in ('confirmed', 'refused', 'made', 'withdrawn') or decided_by is not null),
  constraint exports_decided_at_some_time check ((decided_by is null) = (decided_at is null)),
  constraint exports_refused_for_a_reason check ((state = 'refused') = (refusal_reason is not null)),
  constraint exports_made_once check (num_nonnulls(made_at, available_until, records) in (0, 3) and (state not in ('made', 'withdrawn') or made_at is not null)),
  constraint exports_downloaded_when_made check (downloads = 0 or made_at is not null),
  constraint exports_withdrawn_at_some_time check ((state = 'withdrawn') = (withdrawn_at is not null)),
  constraint exports_pfif_is_about_the_sought check (format <> 'pfif' or kind = 'reports'),
  constraint exports_reports_go_to_others check (kind <> 'reports' or recipient_id <> organisation_id),
  constraint exports_list_of_own_records check (list_id is null or kind = 'detention_records')
);
create index exports_asked on exports (asked_at desc, id desc);

-- Who is in an export: ids only. Kept longer than the export itself, so that a leaked file can be traced and a withdrawn consent can be told.
create table export_items (
  export_id uuid not null,
  -- A report or a detention record, by the kind of the export.
  record_id uuid not null,
  organisation_id uuid not null references organisations,
  -- It may not be shared any more: whoever has the file has to delete it.
  gone_at timestamptz,
  primary key (export_id, record_id),
  foreign key (export_id, organisation_id) references exports (id, organisation_id)
);
create index export_items_record on export_items (record_id);

-- How far the feed of an organisation is. Whoever writes entries holds this row until the commit, so positions appear in their order: who has
-- read as far as one has read all before it.
create table feeds (
  organisation_id uuid primary key references organisations,
  position bigint not null default 0,
  changed_at timestamptz not null default now()
);

-- One row for each report that could be shared at some time, at the place of its last change. Of one that may not be shared any more nothing is
-- left but that and when (R21).
create table feed_entries (
  report_id uuid primary key,
  organisation_id uuid not null references organisations,
  position bigint not null,
  entry_date timestamptz not null,
  source_date timestamptz not null,
  -- When the consent ends.
  expires_at timestamptz not null,
  -- All that may leave (SharedPerson).
  content jsonb,
  gone_at timestamptz,
  -- It was taken away after it got its place: followers that read past it do not know yet.
  to_be_told boolean not null default false,
  foreign key (report_id, organisation_id) references reports (id, organisation_id),
  unique (organisation_id, position),
  constraint feed_entries_there_or_gone check ((content is null) = (gone_at is not null))
);

-- What changes in a report or in the consent to share it is followed by the worker, whoever changes it. What may not be shared any more is taken
-- away at once.
create function follow_report() returns trigger language plpgsql as $$
begin
  insert into due_marks (task, organisation_id, subject_id, revision) values ('feed.follow', new.organisation_id, new.id, 1)
  on conflict (task, subject_id) do update set marks = due_marks.marks + 1, due_at = now(), rung_at = null, attempts = 0, last_error = null;
  if new.state <> 'open' then
    update feed_entries set content = null, gone_at = clock_timestamp(), to_be_told = true
    where report_id = new.id and content is not null;
  end if;
  return null;
end
$$;
create function follow_consent() returns trigger language plpgsql as $$
begin
  insert into due_marks (task, organisation_id, subject_id, revision) values ('feed.follow', new.organisation_id, new.report_id, 1)
  on conflict (task, subject_id) do update set marks = due_marks.marks + 1, due_at = now(), rung_at = null, attempts = 0, last_error = null;
  if tg_op = 'UPDATE' then
    update feed_entries set content = null, gone_at = clock_timestamp(), to_be_told = true
    where report_id = new.report_id and content is not null and not may_go_to_partners(new.report_id);
  end if;
  return null;
end
$$;
create trigger reports_followed after insert or update on reports for each row execute function follow_report();
create trigger consents_followed after insert or update on consents for each row when (new.purpose = 'partners') execute function follow_consent();

alter table exports enable row level security;
alter table exports force row level security;
grant select, insert, update (state, decided_by, decided_at, refusal_reason, downloads, withdrawn_at) on exports to athar_api;
create policy exports_api on exports for select to athar_api
  using (organisation_id = (select app_organisation()) and (select app_role()) in ('supervisor', 'disclosure_lead'));
create policy exports_api_asked on exports for insert to athar_api
  with check (organisation_id = (select app_organisation()) and (select app_role()) in ('supervisor', 'disclosure_lead')
    and asked_by = (select app_actor()) and state = 'asked' and decided_by is null and made_at is null);
create policy exports_api_changed on exports for update to athar_api
  using (organisation_id = (select app_organisation()) and (select app_role()) in ('supervisor', 'disclosure_lead'))
  with check (organisation_id = (select app_organisation()));
-- The worker makes what was confirmed, and ends what is over. It decides nothing.
grant select, update (state, made_at, available_until, records, without_consent, withheld_texts, withdrawn_at) on exports to athar_worker;
create policy exports_worker on exports to athar_worker
  using (organisation_id = (select app_organisation())) with check (organisation_id = (select app_organisation()));

alter table export_items enable row level security;
alter table export_items force row level security;
grant select on export_items to athar_api;
create policy export_items_api on export_items for select to athar_api
  using (organisation_id = (select app_organisation()) and (select app_role()) in ('supervisor', 'disclosure_lead'));
grant select, insert, update (gone_at) on export_items to athar_worker;
create policy export_items_worker on export_items to athar_worker
  using (organisation_id = (select app_organisation())) with check (organisation_id = (select app_organisation()));

-- The feed is read by partners' programs, and what stands in it by those who export it.
alter table feeds enable row level security;
alter table feeds force row level security;
grant select on feeds to athar_api;
create policy feeds_api on feeds for select to athar_api
  using ((select app_role()) = 'partner' and export_agreed_until((select app_organisation())) is not null
    or organisation_id = (select app_organisation()) and (select app_role()) in ('supervisor', 'disclosure_lead'));
grant select, insert, update (position, changed_at) on feeds to athar_worker;
create policy feeds_worker on feeds to athar_worker
  using (organisation_id = (select app_organisation())) with check (organisation_id = (select app_organisation()));

alter table feed_entries enable row level security;
alter table feed_entries force row level security;
grant select, update (content, gone_at, to_be_told) on feed_entries to athar_api;
-- A partner finds nothing without an agreement that is in force, and nobody whose consent has run out, whether or not the worker has noticed.
create policy feed_entries_api_of_partners on feed_entries for select to athar_api
  using ((select app_role()) = 'partner' and export_agreed_until((select app_organisation())) is not null
    and (content is null or expires_at > now()));
create policy feed_entries_api on feed_entries for select to athar_api
  using (organisation_id = (select app_organisation())
    and ((select app_role()) in ('supervisor', 'disclosure_lead')
      or (select app_role()) = 'caseworker' and exists (
        select 1 from report_members m
        where m.report_id = feed_entries.report_id and (m.account_id = (select app_actor()) or m.account_id is null)
          and (m.expires_at is null or m.expires_at > now()) offset 0)));
-- People take away only. What may leave is written by the worker alone.
create policy feed_entries_api_taken_away on feed_entries for update to athar_api
  using (organisation_id = (select app_organisation())
    and ((select app_role()) in ('supervisor', 'disclosure_lead')
      or (select app_role()) = 'caseworker' and exists (
        select 1 from report_members m
        where m.report_id = feed_entries.report_id and (m.account_id = (select app_actor()) or m.account_id is null)
          and (m.expires_at is null or m.expires_at > now()) offset 0)))
  with check (organisation_id = (select app_organisation()) and content is null);
grant select, insert, update on feed_entries to athar_worker;
create policy feed_entries_worker on feed_entries to athar_worker
  using (organisation_id = (select app_organisation())) with check (organisation_id = (select app_organisation()));
-- Lists of reports are filed, and taken back, by a role of their own, in whose name the triggers run.
grant select, insert, update on due_marks to athar_filing;
grant select (report_id, organisation_id, content), update (content, gone_at, to_be_told) on feed_entries to athar_filing;
create policy feed_entries_filing on feed_entries for select to athar_filing using (organisation_id = (select app_organisation()));
create policy feed_entries_filing_taken_away on feed_entries for update to athar_filing
  using (organisation_id = (select app_organisation()))
  with check (organisation_id = (select app_organisation()) and content is null);
