drop table due_marks, suggestion_events, suggestions, match_keys, match_profiles, import_rows, imports, person_names,
  detention_records, consents, reporters, report_revisions, reports, source_chunks, sources, facilities, places, idempotency_keys,
  sessions, accounts, agreements, organisations;
drop function refuse_change();
