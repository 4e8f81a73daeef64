-- Comparing everything again: a run over all organisations, cut into chunks that any number of workers share. Numbers and ids, no words.

create table rematches (
  id uuid primary key,
  why text not null check (why in ('matcher_version', 'size_class', 'model', 'operator')),
  -- A worker with an older matcher leaves its chunks to newer ones.
  matcher_version integer not null,
  -- The size class that stood when the reports were cut into chunks: what they were compared with, or a later one.
  size_class integer,
  -- Likewise the model that was in use; null: the one that came with the program.
  model_hash text,
  state text not null check (state in ('running', 'paused', 'done', 'cancelled')),
  -- Profiles of all records are made again first; then each report is, and is compared with all records.
  step text not null default 'planning' check (step in ('planning', 'records', 'reports')),
  chunks_total integer not null default 0,
  chunks_done integer not null default 0,
  records_total integer not null default 0,
  records_done integer not null default 0,
  reports_total integer not null default 0,
  reports_done integer not null default 0,
  suggestions_written integer not null default 0,
  -- Null: begun by a worker.
  started_by uuid references accounts,
  -- Whole milliseconds, as a cursor holds them.
  started_at timestamptz(3) not null default now(),
  -- Since when the present step goes on without a pause, and how many subjects of it were done then.
  going_since timestamptz,
  going_from integer not null default 0,
  finished_at timestamptz,
  constraint rematches_done_within_total check (chunks_done <= chunks_total and records_done <= records_total and reports_done <= reports_total),
  constraint rematches_ended_at_some_time check ((state in ('done', 'cancelled')) = (finished_at is not null))
);
create unique index rematches_one_at_a_time on rematches ((true)) where state in ('running', 'paused');
create index rematches_started on rematches (started_at desc, id desc);

-- Subjects of one organisation, from one id to another, both inclusive.
create table rematch_chunks (
  id uuid primary key,
  rematch_id uuid not null references rematches on delete cascade,
  organisation_id uuid not null references organisations,
  side text not null check (side in ('report', 'record')),
  first_id uuid not null,
  last_id uuid not null,
  subjects integer not null,
  attempts integer not null default 0,
  -- A worker is at it until then, or for longer if it says so in time.
  taken_until timestamptz,
  done_at timestamptz
);
create index rematch_chunks_open on rematch_chunks (rematch_id, side) where done_at is null;

alter table rematches enable row level security;
alter table rematches force row level security;
grant select, insert, update (state, going_since, going_from, finished_at) on rematches to athar_api;
create policy rematches_api on rematches to athar_api
  using ((select app_role()) = 'system_admin') with check ((select app_role()) = 'system_admin');
grant select, insert, update on rematches to athar_worker;
create policy rematches_worker on rematches to athar_worker using (true);

-- Like due_marks: a worker goes through all organisations.
grant select, insert, update on rematch_chunks to athar_worker;
