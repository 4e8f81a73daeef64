-- The first shape of the record. Values about people come in three layers: as written (never changed), as parsed, as derived for matching.
-- Fuzzy dates are seven columns with one prefix: raw, calendar, earliest, latest, precision, qualifier, order_ambiguous.

-- Who acts, for which organisation, in which role and to what end: set for one transaction by the process that runs it.
-- Row-level security reads nothing else. Unset means nobody, and nobody sees nothing.
create function app_organisation() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.organisation', true), '')::uuid;
create function app_actor() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.actor', true), '')::uuid;
create function app_role() returns text language sql stable parallel safe
  return nullif(current_setting('app.role', true), '');
create function app_purpose() returns text language sql stable parallel safe
  return nullif(current_setting('app.purpose', true), '');
-- Of what a family writes about: its own report, and who of it tells (role intake).
create function app_report() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.report', true), '')::uuid;
create function app_reporter() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.reporter', true), '')::uuid;

create table organisations (
  id uuid primary key,
  kind text not null check (kind in ('operator', 'partner')),
  name text not null unique,
  created_at timestamptz not null default now()
);

create table agreements (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  purpose text not null check (purpose in ('import', 'export', 'overlap')),
  fields text[] not null default '{}',
  valid_from date not null,
  valid_until date,
  created_at timestamptz not null default now()
);
create index agreements_organisation on agreements (organisation_id, purpose);

-- May the lists that this organisation handed in be compared with others' reports, today? (R27)
create function agreement_in_force(organisation uuid) returns boolean language sql stable parallel safe
  return exists (
    select 1 from agreements
    where organisation_id = organisation and purpose = 'import'
      and valid_from <= current_date and (valid_until is null or valid_until >= current_date));
grant execute on function agreement_in_force to athar_api, athar_worker;

create table accounts (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  login text not null unique,
  display_name text not null,
  role text not null check (role in
    ('caseworker', 'supervisor', 'disclosure_lead', 'auditor', 'importer', 'organisation_admin', 'system_admin')),
  -- Null: signs in with a passkey, or was invited and has not come yet.
  password_hash text,
  demonstration boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);

create table sessions (
  id uuid primary key,
  token_hash bytea not null unique,
  -- Keyed hash of the network that signed in: a session that comes from another one was taken along.
  network_hash bytea not null,
  account_id uuid not null references accounts,
  organisation_id uuid not null references organisations,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  fresh_until timestamptz,
  revoked_at timestamptz
);
create index sessions_account on sessions (account_id);

-- One row a key: the same key with the same body gives the same resource again, with another body an error.
create table idempotency_keys (
  actor_id uuid not null,
  organisation_id uuid not null references organisations,
  key text not null,
  operation text not null,
  request_hash bytea not null,
  resource_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (actor_id, key)
);
create index idempotency_keys_created on idempotency_keys (created_at);

create table places (
  pcode text primary key,
  level text not null check (level in ('governorate', 'district', 'subdistrict', 'community', 'neighbourhood')),
  parent text references places,
  name_en text not null,
  name_ar text,
  aliases text[] not null default '{}',
  latitude double precision,
  longitude double precision,
  scheme text not null default 'ocha-p-code'
);
create index places_parent on places (parent);

create table facilities (
  id text primary key,
  name_en text not null,
  name_ar text not null,
  aliases text[] not null default '{}',
  type text not null,
  body text,
  governorate text references places,
  near_community text references places,
  latitude double precision,
  longitude double precision,
  coordinate_precision text,
  note text
);

-- A document and where it came from. The bytes are kept as they came, in source_chunks.
create table sources (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  document_type text not null check (document_type in ('arrest_order', 'intake_register', 'transfer_list', 'hospital_referral',
    'hospital_register', 'death_certificate', 'court_file', 'wanted_list', 'release_list', 'exchange_list', 'survivor_testimony',
    'ngo_database', 'other')),
  title text not null,
  issuer text,
  document_number text,
  document_raw text,
  document_calendar text,
  document_earliest date,
  document_latest date,
  document_precision text,
  document_qualifier text,
  document_order_ambiguous boolean,
  original_or_copy text not null default 'unknown' check (original_or_copy in ('original', 'copy', 'photo_of_copy', 'transcription', 'unknown')),
  custody text,
  authenticity text not null default 'unassessed' check (authenticity in ('unassessed', 'consistent', 'doubtful', 'forged')),
  sensitivity text not null default 'restricted' check (sensitivity in ('restricted', 'highly_restricted')),
  retained_until date,
  file_name text not null,
  media_type text not null,
  -- As announced, and how much of it has come. The hash is known when all has come.
  byte_size bigint not null,
  bytes_received bigint not null default 0,
  sha256 bytea,
  -- An account of staff or the key of a partner's program.
  created_by uuid not null,
  created_at timestamptz not null default now(),
  constraint sources_no_more_than_announced check (bytes_received <= byte_size),
  constraint sources_hash_of_all_of_it check (sha256 is null or bytes_received = byte_size)
);
create index sources_sha256 on sources (organisation_id, sha256);

create table source_chunks (
  source_id uuid not null references sources on delete cascade,
  position integer not null,
  organisation_id uuid not null references organisations,
  bytes bytea not null,
  primary key (source_id, position)
);

create table reports (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  revision integer not null,
  state text not null check (state in ('open', 'paused_by_family', 'safety_hold', 'withdrawn', 'closed')),
  sex text check (sex in ('male', 'female')),
  birth_raw text,
  birth_calendar text,
  birth_earliest date,
  birth_latest date,
  birth_precision text,
  birth_qualifier text,
  birth_order_ambiguous boolean,
  birth_place_raw text,
  birth_place_governorate text references places,
  birth_place_district text references places,
  birth_place_subdistrict text references places,
  birth_place_community text references places,
  birth_place_guessed boolean,
  home_raw text,
  home_governorate text references places,
  home_district text references places,
  home_subdistrict text references places,
  home_community text references places,
  home_guessed boolean,
  disappeared_raw text,
  disappeared_calendar text,
  disappeared_earliest date,
  disappeared_latest date,
  disappeared_precision text,
  disappeared_qualifier text,
  disappeared_order_ambiguous boolean,
  place_raw text,
  governorate_raw text,
  believed_facility_raw text,
  governorate text references places,
  district text references places,
  subdistrict text references places,
  community text references places,
  -- Read from a near spelling only: a guess, which counts for less.
  place_guessed boolean,
  facility text references facilities,
  facility_guessed boolean,
  identifiers jsonb not null default '[]',
  circumstances text,
  -- What else was told, field by field as in the content of a revision: it is shown, and compared with nothing.
  further jsonb not null default '{}',
  -- Null: the family itself.
  created_by uuid references accounts,
  -- Whole milliseconds, as a cursor holds them.
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz not null default now(),
  -- When somebody here began to work on it: at once for what staff took down or a list brought in; null while what a family filed waits.
  taken_up_at timestamptz default now(),
  -- Three or more reports of different sought persons came from one network prefix within two days: somebody looks before it is believed.
  intake_flag boolean not null default false,
  unique (id, organisation_id)
);
create index reports_created on reports (created_at desc, id desc);

-- Which caseworkers reach a report, why and until when. Without an account: every caseworker of the organisation, as long as a proposal
-- waits for a second person. The row stands before the report does, so that whoever files it reaches it at once.
create table report_members (
  id uuid primary key,
  report_id uuid not null,
  organisation_id uuid not null references organisations,
  account_id uuid references accounts,
  -- read_by_two: a supervisor or disclosure lead whom somebody let read a case of a special class (R23).
  via text not null check (via in ('filed', 'assigned', 'second_review', 'break_glass', 'read_by_two')),
  reason text,
  granted_by uuid not null,
  granted_at timestamptz not null default now(),
  expires_at timestamptz,
  foreign key (report_id, organisation_id) references reports (id, organisation_id) on delete cascade deferrable initially deferred,
  constraint report_members_everybody_only_for_review check (account_id is not null or via = 'second_review'),
  constraint report_members_glass_is_broken_for_a_reason check (via <> 'break_glass' or (reason is not null and expires_at is not null)),
  constraint report_members_read_by_two check (via <> 'read_by_two'
    or (account_id is not null and account_id <> granted_by and reason is not null and expires_at is not null))
);
create unique index report_members_one on report_members (report_id, account_id, via) nulls not distinct where via <> 'break_glass';
-- Row-level security asks by it, for each row: it must not be partial.
create index report_members_report on report_members (report_id);
create index report_members_account on report_members (account_id);

-- What was told of the sought person, word for word, at every revision. Only ever added to. Of who told it there is an id and nothing else.
create table report_revisions (
  report_id uuid not null references reports,
  revision integer not null,
  content jsonb not null,
  -- Whose words these are: the person who filed. Null where staff put them together from what several told.
  reporter_id uuid,
  -- Null: the family itself.
  changed_by uuid references accounts,
  changed_at timestamptz not null default now(),
  primary key (report_id, revision)
);

-- What stays of a withdrawal: a keyed hash by which the same report is known again when it comes in a second time, and nothing that could
-- be read.
create table suppressions (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  digest bytea not null,
  purpose text not null check (purpose in ('search', 'partners', 'contact')),
  withdrawn_at timestamptz not null default now()
);
create index suppressions_digest on suppressions (organisation_id, digest);

-- One row of one document = one assertion. Never unique by name and date: two men of one name taken on one day are two records.
create table detention_records (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  source_id uuid not null references sources,
  row_number integer not null,
  source_record_id text,
  revision integer not null,
  sex text check (sex in ('male', 'female')),
  sex_raw text,
  birth_raw text,
  birth_calendar text,
  birth_earliest date,
  birth_latest date,
  birth_precision text,
  birth_qualifier text,
  birth_order_ambiguous boolean,
  birth_place_raw text,
  birth_place_governorate text references places,
  birth_place_district text references places,
  birth_place_subdistrict text references places,
  birth_place_community text references places,
  birth_place_guessed boolean,
  home_raw text,
  home_governorate text references places,
  home_district text references places,
  home_subdistrict text references places,
  home_community text references places,
  home_guessed boolean,
  arrest_place_raw text,
  arrest_place_governorate text references places,
  arrest_place_district text references places,
  arrest_place_subdistrict text references places,
  arrest_place_community text references places,
  arrest_place_guessed boolean,
  event_type_raw text,
  event_type text check (event_type in ('arrest', 'intake', 'interrogation', 'transfer', 'hospital', 'court', 'release', 'exchange',
    'death_certificate', 'burial', 'sighting')),
  event_raw text,
  event_calendar text,
  event_earliest date,
  event_latest date,
  event_precision text,
  event_qualifier text,
  event_order_ambiguous boolean,
  governorate_raw text,
  district_raw text,
  community_raw text,
  facility_raw text,
  governorate text references places,
  district text references places,
  subdistrict text references places,
  community text references places,
  place_guessed boolean,
  facility text references facilities,
  facility_guessed boolean,
  identifiers jsonb not null default '[]',
  fate_words text[] not null default '{}',
  -- What the source claims became of the person: {claim, level, raw, field}. Never a state of ours.
  fate_claims jsonb not null default '[]',
  -- Further fields as written, by field: authority, court, cell, …
  further jsonb not null default '{}',
  notes text,
  created_at timestamptz not null default now(),
  -- Its import was taken back: nothing finds it, and after 30 days it is deleted.
  withdrawn_at timestamptz,
  unique (source_id, row_number),
  unique (id, organisation_id)
);
create index detention_records_withdrawn on detention_records (withdrawn_at) where withdrawn_at is not null;

-- Names as written and as parsed, many to a person; each belongs to one report or one detention record, and so to a source.
create table person_names (
  id uuid primary key,
  -- Always that of the owner: row-level security then need not look at the owner's row for it.
  organisation_id uuid not null references organisations,
  report_id uuid,
  detention_record_id uuid,
  person text not null check (person in ('sought', 'mother')),
  position smallint not null,
  raw text not null,
  given_raw text,
  father_raw text,
  grandfather_raw text,
  family_raw text,
  script text not null,
  origin text not null check (origin in ('family', 'passport', 'partner', 'machine')),
  parses jsonb not null,
  normaliser_version integer not null,
  foreign key (report_id, organisation_id) references reports (id, organisation_id) on delete cascade,
  foreign key (detention_record_id, organisation_id) references detention_records (id, organisation_id) on delete cascade,
  constraint person_names_one_owner check (num_nonnulls(report_id, detention_record_id) = 1)
);
create unique index person_names_report on person_names (report_id, person, position) where report_id is not null;
create unique index person_names_detention_record on person_names (detention_record_id, person, position) where detention_record_id is not null;

-- A list that an organisation keeps and sends again and again: what its columns mean, and the frame in which a row of one version is known
-- again in the next.
create table lists (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  kind text not null check (kind in ('detention_records', 'reports')),
  name text not null,
  -- How its files are read and what their columns mean (ReadingOptions, Mapping), as last confirmed; null before.
  reading jsonb,
  mapping jsonb,
  created_by uuid not null,
  created_at timestamptz(3) not null default now(),
  unique (organisation_id, name),
  unique (id, organisation_id)
);

-- One file on its way in. What it says is stored as records only after a person has seen what was understood and said so.
create table imports (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  source_id uuid not null references sources,
  list_id uuid not null,
  kind text not null check (kind in ('detention_records', 'reports')),
  revision integer not null default 1,
  state text not null check (state in ('receiving', 'inspecting', 'mapping', 'checking', 'checked', 'held_back', 'queued', 'running', 'done',
    'cancelled', 'failed', 'reverting', 'reverted')),
  failure_code text,
  failure_facts jsonb,
  -- The day or moment that the list speaks for: an older version never overwrites a newer one.
  version_at timestamptz not null default now(),
  -- What people agreed to whose reports an organisation hands in (kind 'reports').
  consent jsonb,
  -- What was understood of the file (Inspection), what a person chose instead, and what the columns mean (Mapping).
  inspection jsonb,
  choices jsonb,
  mapping_guess jsonb,
  mapping jsonb,
  -- The check: rows staged so far, and what it found (CheckSummary).
  rows_staged integer not null default 0,
  summary jsonb,
  -- The run. rows_total is what the check counted: every row of the file below its headings that is not blank.
  rows_total integer not null default 0,
  rows_done integer not null default 0,
  rows_created integer not null default 0,
  rows_new_revision integer not null default 0,
  rows_unchanged integer not null default 0,
  rows_held integer not null default 0,
  rows_rejected integer not null default 0,
  rows_with_warnings integer not null default 0,
  created_by uuid not null,
  -- Whole milliseconds, as a cursor holds them.
  created_at timestamptz(3) not null default now(),
  confirmed_by uuid,
  confirmed_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  -- Why it is suspicious (QuarantineReason[]); two people let it go on, neither of them who sent it.
  quarantine jsonb,
  release_asked_by uuid,
  release_reason text,
  released_by uuid,
  released_at timestamptz,
  -- One person is enough to say no; what was stored is then taken back for good.
  refused_by uuid,
  -- Taken back as a whole; can be brought back for 30 days.
  revert_reason text,
  revert_asked_by uuid,
  revert_asked_at timestamptz,
  revert_confirmed_by uuid,
  reverted_at timestamptz,
  -- How far the worker is in taking back, or in bringing back, and what became of its records (Undone).
  undone jsonb,
  foreign key (list_id, organisation_id) references lists (id, organisation_id),
  unique (id, organisation_id),
  constraint imports_every_row_accounted_for check (rows_done <= rows_total
    and rows_done = rows_created + rows_new_revision + rows_unchanged + rows_held + rows_rejected),
  constraint imports_done_is_all_of_it check (state <> 'done' or rows_done = rows_total),
  constraint imports_released_by_two check (released_by is null or (release_asked_by is not null and released_by <> release_asked_by)),
  constraint imports_reverted_by_two check (revert_confirmed_by is null or revert_confirmed_by <> revert_asked_by)
);
create index imports_created on imports (created_at desc, id desc);
create unique index imports_source on imports (source_id);
create index imports_list on imports (list_id, created_at desc);

-- The rows of a file as they were read, what was understood of each, and what became of it. What a person saw when he confirmed is what is stored:
-- the run reads nothing anew.
create table import_rows (
  import_id uuid not null references imports on delete cascade,
  organisation_id uuid not null references organisations,
  row_number integer not null,
  -- As written, in the order of the columns.
  cells jsonb not null,
  plan text not null check (plan in ('ready', 'held', 'rejected')),
  problems jsonb not null default '[]',
  -- What is stored of it (Understood); null when it is held or rejected.
  understood jsonb,
  -- Which row it is from one version of the list to the next, a hash of what it says there, and one of what was understood of it.
  row_key bytea,
  content_digest bytea,
  reading_digest bytea,
  version_at timestamptz,
  outcome text check (outcome in ('created', 'new_revision', 'unchanged', 'held', 'rejected')),
  detention_record_id uuid references detention_records,
  report_id uuid references reports,
  -- The row whose place this one took; a revert gives it back.
  replaced_import_id uuid,
  replaced_row integer,
  primary key (import_id, row_number)
);
-- Nearly all rows are ready and, until the run, without an outcome: those are found by their number, and an index of them would only cost.
create index import_rows_outcome on import_rows (import_id, outcome, row_number) where outcome is not null;
create index import_rows_plan on import_rows (import_id, plan, row_number) where plan <> 'ready';
create index import_rows_problems on import_rows (import_id, row_number) where problems <> '[]';
create index import_rows_record on import_rows (detention_record_id) where detention_record_id is not null;

-- Which row of which import speaks for each row of a list now.
create table list_rows (
  list_id uuid not null,
  row_key bytea not null,
  organisation_id uuid not null references organisations,
  import_id uuid not null,
  row_number integer not null,
  content_digest bytea not null,
  reading_digest bytea not null,
  version_at timestamptz not null,
  -- The newest import in which it was seen; a row not seen there is "gone", which is a question and not a deletion.
  seen_in uuid not null,
  detention_record_id uuid references detention_records,
  report_id uuid references reports,
  primary key (list_id, row_key),
  foreign key (list_id, organisation_id) references lists (id, organisation_id),
  foreign key (import_id, row_number) references import_rows (import_id, row_number)
);
create index list_rows_import on list_rows (import_id, row_number);
create index list_rows_record on list_rows (detention_record_id) where detention_record_id is not null;

-- Derived for matching; may be thrown away and made again from the records. Each worker holds a snapshot of all of them (ADR 10).
create table match_profiles (
  record_id uuid primary key,
  side text not null check (side in ('report', 'record')),
  organisation_id uuid not null references organisations,
  -- May meet the records of other organisations: a report whose family allows it, a record that a partner imported for this.
  with_partners boolean not null,
  revision integer not null,
  matcher_version integer not null,
  features jsonb not null,
  -- What a snapshot needs of the record (CodedRecord), and the keys by which it is found.
  coded json not null,
  keys integer[] not null,
  -- The transaction that wrote the row (pg_current_xact_id), set by a trigger.
  changed_in bigint not null,
  updated_at timestamptz not null default now()
);

create index match_profiles_matcher_version on match_profiles (matcher_version);
create index match_profiles_reports on match_profiles (record_id) where side = 'report';
create index match_profiles_changed_in on match_profiles (organisation_id, changed_in);

-- Profiles that were removed, so that snapshots learn of it. A profile that comes back takes its row away; others go after a month.
create table gone_profiles (
  record_id uuid not null,
  organisation_id uuid not null references organisations,
  changed_in bigint not null,
  gone_at timestamptz not null default now(),
  primary key (record_id, changed_in)
);
create index gone_profiles_changed_in on gone_profiles (organisation_id, changed_in);

create function this_transaction() returns bigint language sql volatile
  return pg_current_xact_id()::text::bigint;

create function stamp_profile() returns trigger language plpgsql as $$
begin
  new.changed_in := this_transaction();
  return new;
end
$$;
create trigger match_profiles_stamped before insert or update on match_profiles for each row execute function stamp_profile();

create function note_gone_profiles() returns trigger language plpgsql as $$
begin
  insert into gone_profiles (record_id, organisation_id, changed_in)
    select record_id, organisation_id, this_transaction() from gone;
  return null;
end
$$;
create trigger match_profiles_gone after delete on match_profiles referencing old table as gone
  for each statement execute function note_gone_profiles();

create function forget_gone_profiles() returns trigger language plpgsql as $$
begin
  delete from gone_profiles using made where gone_profiles.record_id = made.record_id;
  return null;
end
$$;
create trigger match_profiles_back after insert on match_profiles referencing new table as made
  for each statement execute function forget_gone_profiles();

-- What was changed, or removed, by transactions that `moment` (a pg_snapshot as text) did not see, of one organisation after the other, so that
-- row-level security shows the caller each organisation's own. Removed profiles come without a side. Stable: the whole function sees what the
-- statement sees that calls it, so that statement's pg_current_snapshot() is the moment up to which the answer is complete.
create function profiles_changed_since(moment text) returns table (record_id uuid, organisation_id uuid, side text,
  with_partners boolean, matcher_version integer, content text)
language plpgsql stable as $$
declare
  organisation uuid;
  seen pg_snapshot := moment::pg_snapshot;
  since bigint := pg_snapshot_xmin(seen)::text::bigint;
begin
  for organisation in select id from organisations order by id loop
    perform set_config('app.organisation', organisation::text, true);
    return query select p.record_id, p.organisation_id, p.side, p.with_partners, p.matcher_version, json_build_array(p.coded, p.keys)::text
      from match_profiles p
      where p.organisation_id = organisation and p.changed_in >= since and not pg_visible_in_snapshot(p.changed_in::text::xid8, seen)
      union all select g.record_id, g.organisation_id, null, null, null, null
      from gone_profiles g
      where g.organisation_id = organisation and g.changed_in >= since and not pg_visible_in_snapshot(g.changed_in::text::xid8, seen);
  end loop;
end
$$;

-- Forgets that profiles were removed, one organisation after the other.
create function forget_old_profiles(age interval) returns void language plpgsql as $$
declare
  organisation uuid;
begin
  for organisation in select id from organisations order by id loop
    perform set_config('app.organisation', organisation::text, true);
    delete from gone_profiles where organisation_id = organisation and gone_at < now() - age;
  end loop;
end
$$;

-- By its mark a snapshot on a disk knows whether it is an ancestor of this database: a restored database does not have the mark, or has
-- it written by another transaction than the mark says.
create table snapshot_marks (
  id uuid primary key,
  made_in bigint not null,
  made_at timestamptz not null default now()
);

-- How much of what the exact search finds the index finds as well, on a sample of reports. Counts only.
create table completeness_audits (
  id uuid primary key,
  made_at timestamptz not null default now(),
  matcher_version integer not null,
  sampled_reports integer not null check (sampled_reports >= 0),
  pairs integer not null check (pairs >= 0),
  pairs_found integer not null check (pairs_found between 0 and pairs),
  strong_pairs integer not null check (strong_pairs between 0 and pairs),
  strong_pairs_found integer not null check (strong_pairs_found between 0 and strong_pairs)
);
create index completeness_audits_made_at on completeness_audits (made_at);

-- How many records there are, as far as the matcher asks: the size class that its prior is made for (src/matching/model/size-classes.ts). One row.
create table match_size (
  one boolean primary key default true check (one),
  size_class integer not null check (size_class > 0),
  -- What was counted last, and when.
  records integer check (records >= 0),
  counted_at timestamptz
);
insert into match_size (size_class) values (20000);

create table suggestions (
  id uuid primary key,
  report_id uuid not null,
  detention_record_id uuid not null references detention_records,
  organisation_id uuid not null references organisations,
  -- Whose list the record stands on: the report's own organisation or a partner.
  record_organisation_id uuid not null references organisations,
  report_revision integer not null,
  record_revision integer not null,
  matcher_version integer not null,
  model_version text not null,
  -- Number of records that the prior of its score was made for.
  size_class integer not null,
  match_weight double precision not null,
  band text check (band in ('strong', 'worth_a_look', 'weak')),
  score jsonb not null,
  runner_up_margin double precision,
  state text not null check (state in ('suggested', 'resurfaced', 'needs_info', 'proposed', 'returned', 'confirmed', 'rejected', 'revoked', 'stale',
    'suppressed')),
  -- What it was before it was withheld, and why it is: a consent is gone, or its record came with a file that two people have to look at.
  -- It comes back when none of the reasons is left.
  suppressed_from text check (suppressed_from in ('suggested', 'resurfaced', 'needs_info', 'proposed', 'returned', 'confirmed', 'rejected', 'revoked',
    'stale')),
  suppressed_for text[] not null default '{}' check (suppressed_for <@ array['consent', 'quarantine']),
  -- The file that its record came with was taken back. What people decided stands until a person decides again.
  source_withdrawn_at timestamptz,
  revision integer not null,
  proposed_by uuid references accounts,
  proposed_at timestamptz,
  -- The revision that the last proposal made: which proposal an opinion is about.
  proposed_revision integer,
  evidence text,
  decided_by uuid references accounts,
  decided_at timestamptz,
  -- Of the last rejection, and the score that was on the screen at the last decision: by these it is seen whether what was decided on has changed.
  decision_reasons text[] not null default '{}' check (decision_reasons <@ array['age', 'mother_name', 'place', 'time_order', 'other_person_known',
    'document_doubtful', 'insufficient', 'different_name']),
  decided_on jsonb,
  -- What people had written here before the last decision, for that to be undone.
  before_decision jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (report_id, detention_record_id),
  unique (id, organisation_id),
  foreign key (report_id, organisation_id) references reports (id, organisation_id),
  constraint suggestions_proposed_by_somebody check (state not in ('proposed', 'confirmed')
    or (proposed_by is not null and evidence is not null and proposed_revision is not null)),
  constraint suggestions_confirmed_by_a_second_person check (state <> 'confirmed' or (decided_by is not null and decided_by <> proposed_by)),
  constraint suggestions_rejected_for_a_reason check (state <> 'rejected' or cardinality(decision_reasons) > 0),
  constraint suggestions_live_ones_have_a_band check (state <> 'suggested' or band is not null),
  constraint suggestions_suppressed_from_something check ((state = 'suppressed') = (suppressed_from is not null)),
  constraint suggestions_suppressed_for_a_reason check ((state = 'suppressed') = (suppressed_for <> '{}'))
);
create index suggestions_detention_record on suggestions (detention_record_id);
create index suggestions_queue on suggestions (match_weight desc, id desc) where state not in ('stale', 'suppressed');
create index suggestions_state on suggestions (state, match_weight desc, id desc);
create index suggestions_waiting on suggestions (created_at, id) where state = 'suggested';
-- One detention record is confirmed to one report at most: a second confirmation is a conflict for a supervisor, never a silent overwrite.
create unique index suggestions_one_confirmed_report on suggestions (detention_record_id) where state = 'confirmed';

-- Where each state may go and who moves it there, as src/suggestions/transitions.ts has it: people, the same person who undoes, scoring, or what
-- withholds a suggestion and lets it go.
create table suggestion_transitions (
  from_state text not null,
  to_state text not null,
  moved_by text not null check (moved_by in ('people', 'undo', 'scoring', 'withholding')),
  primary key (from_state, to_state, moved_by)
);
insert into suggestion_transitions (from_state, to_state, moved_by) values
  ('suggested', 'proposed', 'people'), ('suggested', 'rejected', 'people'), ('suggested', 'needs_info', 'people'),
  ('resurfaced', 'proposed', 'people'), ('resurfaced', 'rejected', 'people'), ('resurfaced', 'needs_info', 'people'),
  ('returned', 'proposed', 'people'), ('returned', 'rejected', 'people'), ('returned', 'needs_info', 'people'),
  ('needs_info', 'proposed', 'people'), ('needs_info', 'rejected', 'people'),
  ('proposed', 'confirmed', 'people'), ('proposed', 'rejected', 'people'), ('proposed', 'returned', 'people'),
  ('confirmed', 'returned', 'people'), ('confirmed', 'revoked', 'people'),
  ('rejected', 'returned', 'people'), ('revoked', 'returned', 'people'),
  ('suggested', 'stale', 'scoring'), ('stale', 'suggested', 'scoring'), ('rejected', 'resurfaced', 'scoring');
insert into suggestion_transitions (from_state, to_state, moved_by)
  select to_state, from_state, 'undo' from suggestion_transitions where moved_by = 'people';
insert into suggestion_transitions (from_state, to_state, moved_by)
  select state, 'suppressed', 'withholding'
  from unnest(array['suggested', 'resurfaced', 'needs_info', 'proposed', 'returned', 'confirmed', 'rejected', 'revoked', 'stale']) as state
  union all
  select 'suppressed', state, 'withholding'
  from unnest(array['suggested', 'resurfaced', 'needs_info', 'returned', 'confirmed', 'rejected', 'revoked', 'stale']) as state;

-- Who is looking at a suggestion, so that two people do not do the same work. Idle for fifteen minutes, it is anybody's again.
create table suggestion_claims (
  suggestion_id uuid primary key,
  organisation_id uuid not null references organisations,
  account_id uuid not null,
  claimed_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- Who passed it on to him, and why.
  passed_by uuid,
  reason text,
  foreign key (suggestion_id, organisation_id) references suggestions (id, organisation_id),
  constraint suggestion_claims_passed_for_a_reason check ((passed_by is null) = (reason is null) and passed_by <> account_id)
);
create index suggestion_claims_account on suggestion_claims (account_id);

-- What somebody who did not make a proposal thinks of it, written before he reads why it was made. One for each person and proposal.
create table suggestion_opinions (
  id uuid primary key,
  suggestion_id uuid not null,
  organisation_id uuid not null references organisations,
  proposed_revision integer not null,
  account_id uuid not null,
  at timestamptz not null default clock_timestamp(),
  opinion text not null check (opinion in ('same', 'not_same', 'cannot_tell')),
  reasons text[] not null default '{}' check (reasons <@ array['age', 'mother_name', 'place', 'time_order', 'other_person_known',
    'document_doubtful', 'insufficient', 'different_name']),
  note text,
  -- The weights were hidden from him.
  blind boolean not null,
  unique (suggestion_id, proposed_revision, account_id),
  foreign key (suggestion_id, organisation_id) references suggestions (id, organisation_id),
  constraint suggestion_opinions_against_have_a_reason check (opinion <> 'not_same' or cardinality(reasons) > 0)
);

-- Records of files that are in quarantine: ids only, for every worker, because a pair is stored in the name of the report's organisation.
create table quarantined_records (
  detention_record_id uuid not null,
  organisation_id uuid not null references organisations,
  import_id uuid not null,
  -- Two files that changed one record: it is in quarantine until both are let out.
  primary key (detention_record_id, import_id),
  foreign key (detention_record_id, organisation_id) references detention_records (id, organisation_id) on delete cascade,
  foreign key (import_id, organisation_id) references imports (id, organisation_id)
);
create index quarantined_records_import on quarantined_records (import_id);

-- How many records of an import had a suggestion worth a look when all of them had been compared: what later files of the same organisation
-- are held against. For the worker alone: whoever hands lists in learns nothing of it.
create table import_match_rates (
  import_id uuid primary key,
  organisation_id uuid not null references organisations,
  records integer not null check (records >= 0),
  hits integer not null check (hits between 0 and records),
  judged_at timestamptz not null default now(),
  foreign key (import_id, organisation_id) references imports (id, organisation_id)
);
create index import_match_rates_organisation on import_match_rates (organisation_id, judged_at);

create table suggestion_events (
  id uuid primary key,
  suggestion_id uuid not null,
  organisation_id uuid not null references organisations,
  at timestamptz not null default clock_timestamp(),
  account_id uuid,
  kind text not null check (kind in ('suggested', 'rescored', 'stale', 'revived', 'resurfaced', 'proposed', 'opinion', 'confirmed', 'rejected', 'returned',
    'needs_info', 'revoked', 'reopened', 'undone', 'passed', 'suppressed', 'source_withdrawn', 'source_back')),
  from_state text,
  to_state text not null,
  -- Codes: of a rejection, or why it is withheld.
  reasons text[] not null default '{}',
  note text,
  evidence text,
  -- The weights were hidden from whoever decided; null for what no person did.
  blind boolean,
  match_weight double precision,
  matcher_version integer,
  size_class integer,
  suggestion_revision integer not null,
  foreign key (suggestion_id, organisation_id) references suggestions (id, organisation_id)
);
create index suggestion_events_suggestion on suggestion_events (suggestion_id, at);

-- What still has to be done. Written in the transaction that makes it due, removed in the transaction that does it; the queue only rings.
create table due_marks (
  task text not null,
  subject_id uuid not null,
  revision integer not null,
  due_at timestamptz not null default now(),
  -- How often it was marked. Work that began before the last time does not clear it.
  marks integer not null default 1,
  rung_at timestamptz,
  attempts integer not null default 0,
  last_error text,
  -- For whom the work is done. The table holds ids only and is everybody's: no row-level security.
  organisation_id uuid not null references organisations,
  primary key (task, subject_id)
);
create index due_marks_due on due_marks (due_at);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are only ever added', tg_table_name using errcode = 'restrict_violation';
end
$$;
create trigger suggestion_opinions_append_only before update or delete on suggestion_opinions for each row execute function refuse_change();

-- A suggestion goes where its table lets it go, and the worker only where no person has to. `undo` for thirty seconds after the decision.
create function suggestion_moves() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.state not in ('suggested', 'suppressed') or coalesce(new.suppressed_from, 'suggested') <> 'suggested' then
      raise exception 'a suggestion begins as one' using errcode = 'check_violation', constraint = 'suggestions_begin';
    end if;
    return new;
  end if;
  if not exists (
    select 1 from public.suggestion_transitions t where t.from_state = old.state and t.to_state = new.state
      and (current_user <> 'athar_worker' or t.moved_by in ('scoring', 'withholding'))
      and (current_user <> 'athar_api' or t.moved_by <> 'scoring')
      and (t.moved_by <> 'undo' or greatest(old.decided_at, old.proposed_at) >= now() - interval '30 seconds'))
  then
    raise exception 'a suggestion that is % cannot become %', old.state, new.state
      using errcode = 'check_violation', constraint = 'suggestions_move_by_their_table';
  end if;
  if new.state = 'suppressed' and new.suppressed_from <> old.state
    or old.state = 'suppressed' and new.state <> old.suppressed_from
      and not (new.state = 'returned' and old.suppressed_from in ('proposed', 'confirmed'))
  then
    raise exception 'what was withheld comes back as it was' using errcode = 'check_violation', constraint = 'suggestions_come_back';
  end if;
  -- Two conditions: the worker, who brings confirmations back, may not read opinions.
  if new.state = 'confirmed' and old.state <> 'suppressed' then
    if not exists (
      select 1 from public.suggestion_opinions o where o.suggestion_id = new.id and o.proposed_revision = new.proposed_revision
        and o.account_id = new.decided_by and o.opinion = 'same')
    then
      raise exception 'whoever confirms says first what he thinks himself'
        using errcode = 'check_violation', constraint = 'suggestions_confirmed_after_own_opinion';
    end if;
  end if;
  if new.state = 'revoked' and old.state = 'confirmed' and new.decided_by is not distinct from old.decided_by
    and public.app_role() is distinct from 'supervisor'
  then
    raise exception 'somebody else or a supervisor revokes' using errcode = 'check_violation', constraint = 'suggestions_revoked_by_another';
  end if;
  return new;
end
$$;
revoke execute on function suggestion_moves() from public;
create trigger suggestions_begin before insert on suggestions for each row execute function suggestion_moves();
create trigger suggestions_move before update on suggestions for each row
  when (old.state <> new.state or old.state = 'suppressed' and old.suppressed_from is distinct from new.suppressed_from)
  execute function suggestion_moves();

-- An opinion is about the proposal that waits, and never the proposer's own. Asked after row-level security.
create function opinion_about_a_proposal() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select 1 from public.suggestions s where s.id = new.suggestion_id and s.state = 'proposed' and s.proposed_revision = new.proposed_revision
      and s.proposed_by <> new.account_id)
  then
    raise exception 'an opinion is about somebody else''s proposal that waits'
      using errcode = 'check_violation', constraint = 'suggestion_opinions_about_a_proposal';
  end if;
  return new;
end
$$;
revoke execute on function opinion_about_a_proposal() from public;
create trigger suggestion_opinions_about_a_proposal after insert on suggestion_opinions for each row execute function opinion_about_a_proposal();
create trigger suggestion_events_append_only before update or delete on suggestion_events for each row execute function refuse_change();
create trigger report_revisions_append_only before update or delete on report_revisions for each row execute function refuse_change();
