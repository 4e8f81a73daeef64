-- Reports that an organisation hands in for families, out of rows that a person confirmed. The worker has no right on who reports (R8) and gets
-- none: these functions are the only way, and do for the organisation of the transaction what the rows of one of its imports say. They belong to
-- a role that signs in nowhere and can do no more than this.
grant usage on schema public to athar_filing;
grant select on imports, import_rows, list_rows, suggestions to athar_filing;
grant update (report_id) on import_rows to athar_filing;
grant insert, update, delete on list_rows to athar_filing;
grant select, insert, update on reports to athar_filing;
grant select, insert, delete on person_names to athar_filing;
grant select, insert on report_revisions to athar_filing;
grant insert on report_members, reporters, consents to athar_filing;
grant select (report_id, purpose, granted, withdrawn_at, suppressed_by, expires_at) on consents to athar_filing;
grant execute on function app_organisation, live_consent to athar_filing;

create policy imports_filing on imports for select to athar_filing using (organisation_id = (select app_organisation()));
create policy import_rows_filing on import_rows for select to athar_filing using (organisation_id = (select app_organisation()));
create policy import_rows_filing_filed on import_rows for update to athar_filing using (organisation_id = (select app_organisation()));
create policy list_rows_filing on list_rows to athar_filing using (organisation_id = (select app_organisation()));
create policy suggestions_filing on suggestions for select to athar_filing using (organisation_id = (select app_organisation()));
create policy reports_filing on reports to athar_filing using (organisation_id = (select app_organisation()));
create policy person_names_filing on person_names to athar_filing
  using (organisation_id = (select app_organisation()) and report_id is not null);
create policy report_revisions_filing on report_revisions to athar_filing
  using (exists (select 1 from reports where reports.id = report_id offset 0));
create policy report_members_filing on report_members for insert to athar_filing
  with check (organisation_id = (select app_organisation()) and via = 'filed');
create policy reporters_filing on reporters for insert to athar_filing
  with check (organisation_id = (select app_organisation()) and filing_mode = 'through_organisation' and person_digest is null);
create policy consents_read_filing on consents for select to athar_filing using (organisation_id = (select app_organisation()));
create policy consents_filing on consents for insert to athar_filing with check (organisation_id = (select app_organisation()));

-- Does a report still say what this row of an import says, and is it open? What a family, or staff with it, changed since is never overwritten.
create function says_imported_row(report uuid, import uuid, row_of_import integer) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select 1 from reports r join report_revisions v on v.report_id = r.id and v.revision = r.revision
    join import_rows i on i.import_id = import and i.row_number = row_of_import
    where r.id = report and r.state = 'open' and v.content = i.understood -> 'report' -> 'content')
$$;

-- Rows that speak for a report of a list that was withdrawn, or that nobody allows to be compared any more.
create function withdrawn_imported_rows(list uuid) returns table (import_id uuid, row_number integer)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select l.import_id, l.row_number from list_rows l join reports r on r.id = l.report_id
  where l.list_id = list and l.organisation_id = app_organisation()
    and (r.state = 'withdrawn' or not live_consent(r.id, 'search')
      and exists (select 1 from consents c where c.report_id = r.id and c.purpose = 'search' and c.withdrawn_at is not null))
$$;

-- The columns, names and next revision of a report, out of one row. Of who told it nothing is changed.
create function tell_imported_report(report uuid, import uuid, row_of_import integer, told_by uuid, changer uuid) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  said jsonb;
  whose uuid;
  rec reports;
  now_at integer;
begin
  select i.understood, i.organisation_id into strict said, whose from import_rows i where i.import_id = import and i.row_number = row_of_import;
  rec := jsonb_populate_record(null::reports, said -> 'record');
  update reports r set revision = r.revision + 1, updated_at = now(), sex = rec.sex,
    birth_raw = rec.birth_raw, birth_calendar = rec.birth_calendar, birth_earliest = rec.birth_earliest, birth_latest = rec.birth_latest,
    birth_precision = rec.birth_precision, birth_qualifier = rec.birth_qualifier, birth_order_ambiguous = rec.birth_order_ambiguous,
    birth_place_raw = rec.birth_place_raw, birth_place_governorate = rec.birth_place_governorate, birth_place_district = rec.birth_place_district,
    birth_place_subdistrict = rec.birth_place_subdistrict, birth_place_community = rec.birth_place_community,
    birth_place_guessed = rec.birth_place_guessed, home_raw = rec.home_raw, home_governorate = rec.home_governorate,
    home_district = rec.home_district, home_subdistrict = rec.home_subdistrict, home_community = rec.home_community, home_guessed = rec.home_guessed,
    disappeared_raw = rec.disappeared_raw, disappeared_calendar = rec.disappeared_calendar, disappeared_earliest = rec.disappeared_earliest,
    disappeared_latest = rec.disappeared_latest, disappeared_precision = rec.disappeared_precision,
    disappeared_qualifier = rec.disappeared_qualifier, disappeared_order_ambiguous = rec.disappeared_order_ambiguous,
    place_raw = rec.place_raw, governorate_raw = rec.governorate_raw, believed_facility_raw = rec.believed_facility_raw,
    governorate = rec.governorate, district = rec.district, subdistrict = rec.subdistrict, community = rec.community,
    place_guessed = rec.place_guessed, facility = rec.facility, facility_guessed = rec.facility_guessed,
    identifiers = coalesce(rec.identifiers, '[]'), circumstances = rec.circumstances
  where r.id = report returning r.revision into strict now_at;
  delete from person_names where report_id = report;
  insert into person_names (id, organisation_id, report_id, person, position, raw, given_raw, father_raw, grandfather_raw, family_raw, script, origin,
      parses, normaliser_version)
    select gen_random_uuid(), whose, report, n.person, n.position, n.raw, n.given_raw, n.father_raw, n.grandfather_raw, n.family_raw, n.script, n.origin,
      n.parses, n.normaliser_version
    from jsonb_populate_recordset(null::person_names, said -> 'names') n;
  insert into report_revisions (report_id, revision, content, reporter_id, changed_by)
    values (report, now_at, said -> 'report' -> 'content', told_by, changer);
  return now_at;
end
$$;

-- Files the rows of one import between two row numbers whose outcome is decided and that have no report yet, and tells those anew that changed. Who
-- told it is one person without a name and without a contact, who is related as the row says and agreed to what the organisation stated.
create function file_imported_reports(import uuid, first_row integer, last_row integer)
returns table (row_number integer, report_id uuid, revision integer)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  file imports;
  said record;
  teller uuid;
  signed timestamptz;
begin
  select i.* into strict file from imports i
    where i.id = import and i.organisation_id = app_organisation() and i.kind = 'reports' and i.state = 'running' and i.consent is not null;
  signed := coalesce((file.consent ->> 'given_on')::timestamptz, file.created_at);
  for said in select r.* from import_rows r
    where r.import_id = import and r.row_number between first_row and last_row and r.outcome in ('created', 'new_revision') order by r.row_number
  loop
    report_id := said.report_id;
    teller := null;
    if said.outcome = 'created' and said.report_id is null then
      report_id := gen_random_uuid();
      teller := gen_random_uuid();
      -- Revision 0 is nobody's: what is told below is the first.
      insert into reports (id, organisation_id, revision, state, created_by) values (report_id, file.organisation_id, 0, 'open', file.confirmed_by);
      insert into report_members (id, report_id, organisation_id, account_id, via, granted_by)
        values (gen_random_uuid(), report_id, file.organisation_id, file.confirmed_by, 'filed', file.confirmed_by);
      insert into reporters (id, report_id, organisation_id, revision, relationship, language, filing_mode)
        values (teller, report_id, file.organisation_id, 1, coalesce(said.understood -> 'report' ->> 'relationship', 'other'),
          file.consent ->> 'language', 'through_organisation');
      insert into consents (id, report_id, reporter_id, organisation_id, purpose, granted, form_version, language, given_at, expires_at)
        select gen_random_uuid(), report_id, teller, file.organisation_id, purpose, granted, file.consent ->> 'form_version',
          file.consent ->> 'language', signed, case when granted then signed + interval '2 years' end
        from (values ('search'), ('partners'), ('contact')) as asked(purpose)
        cross join lateral (select coalesce((file.consent ->> purpose)::boolean, false) as granted) answer;
      update import_rows r set report_id = file_imported_reports.report_id where r.import_id = import and r.row_number = said.row_number;
    end if;
    revision := tell_imported_report(report_id, import, said.row_number, teller, file.confirmed_by);
    row_number := said.row_number;
    return next;
  end loop;
end
$$;

-- Takes back, or brings back, what an import filed, as its state says. A report that people have worked on stays: a family that looks for somebody
-- does not lose its search because a file was the wrong one. `what`: withdrawn, back, rewritten or left.
create function settle_imported_reports(import uuid, first_row integer, last_row integer)
returns table (report_id uuid, revision integer, what text)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  file imports;
  said record;
  before record;
  speaks list_rows;
begin
  select i.* into strict file from imports i
    where i.id = import and i.organisation_id = app_organisation() and i.kind = 'reports' and i.state = 'reverting';
  for said in select r.*, coalesce(r.version_at, file.version_at) as version from import_rows r
    where r.import_id = import and r.row_number between first_row and last_row and r.outcome in ('created', 'new_revision') and r.report_id is not null
    order by r.row_number
  loop
    report_id := said.report_id;
    what := 'left';
    select r.revision into strict revision from reports r where r.id = said.report_id for update;
    select l.* into speaks from list_rows l where l.list_id = file.list_id and l.row_key = said.row_key;
    select r.*, coalesce(r.version_at, i.version_at) as version, i.state as import_state into before
      from import_rows r join imports i on i.id = r.import_id where r.import_id = said.replaced_import_id and r.row_number = said.replaced_row;
    if file.revert_asked_at is not null then
      if speaks.import_id = import and speaks.row_number = said.row_number and says_imported_row(said.report_id, import, said.row_number) then
        if said.outcome = 'created' and not exists (
          select 1 from suggestions s where s.report_id = said.report_id and coalesce(s.suppressed_from, s.state) in ('proposed', 'returned', 'needs_info', 'resurfaced', 'confirmed'))
        then
          update reports r set state = 'withdrawn', updated_at = now() where r.id = said.report_id;
          delete from list_rows l where l.list_id = file.list_id and l.row_key = said.row_key;
          what := 'withdrawn';
        elsif said.outcome = 'new_revision' and before.import_state not in ('reverting', 'reverted') then
          revision := tell_imported_report(said.report_id, before.import_id, before.row_number, null, file.revert_asked_by);
          update list_rows l set import_id = before.import_id, row_number = before.row_number, content_digest = before.content_digest,
            reading_digest = before.reading_digest, version_at = before.version, seen_in = before.import_id
          where l.list_id = file.list_id and l.row_key = said.row_key;
          what := 'rewritten';
        end if;
      end if;
    elsif said.outcome = 'created' and speaks.list_id is null and exists (
      select 1 from reports r join report_revisions v on v.report_id = r.id and v.revision = r.revision
      where r.id = said.report_id and r.state = 'withdrawn' and v.content = said.understood -> 'report' -> 'content')
    then
      update reports r set state = 'open', updated_at = now() where r.id = said.report_id;
      insert into list_rows (list_id, row_key, organisation_id, import_id, row_number, content_digest, reading_digest, version_at, seen_in, report_id)
        values (file.list_id, said.row_key, said.organisation_id, import, said.row_number, said.content_digest, said.reading_digest, said.version, import, said.report_id);
      what := 'back';
    elsif said.outcome = 'new_revision' and speaks.import_id = before.import_id and speaks.row_number = before.row_number
      and says_imported_row(said.report_id, before.import_id, before.row_number)
    then
      revision := tell_imported_report(said.report_id, import, said.row_number, null, file.confirmed_by);
      update list_rows l set import_id = import, row_number = said.row_number, content_digest = said.content_digest,
        reading_digest = said.reading_digest, version_at = said.version, seen_in = import
      where l.list_id = file.list_id and l.row_key = said.row_key;
      what := 'rewritten';
    end if;
    return next;
  end loop;
end
$$;

revoke all on function says_imported_row, withdrawn_imported_rows, tell_imported_report, file_imported_reports, settle_imported_reports from public;
grant execute on function says_imported_row, withdrawn_imported_rows, file_imported_reports, settle_imported_reports to athar_worker;
-- A new owner needs the right to create in the schema at the moment it becomes the owner, if no superuser migrates.
grant create on schema public to athar_filing;
alter function says_imported_row owner to athar_filing;
alter function withdrawn_imported_rows owner to athar_filing;
alter function tell_imported_report owner to athar_filing;
alter function file_imported_reports owner to athar_filing;
alter function settle_imported_reports owner to athar_filing;
revoke create on schema public from athar_filing;
