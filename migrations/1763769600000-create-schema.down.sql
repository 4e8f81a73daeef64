drop function agreement_in_force(uuid);
drop table due_marks, suggestion_events, suggestions, match_keys, match_profiles, import_rows, imports, person_names,
  detention_records, suppressions, report_revisions, report_members, reports, source_chunks, sources, facilities, places, idempotency_keys,
  sessions, accounts, agreements, organisations;
drop function refuse_change();
drop function app_organisation(), app_actor(), app_role(), app_purpose();
