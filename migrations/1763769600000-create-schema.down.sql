drop function agreement_in_force(uuid);
drop table due_marks, suggestion_events, suggestion_opinions, suggestion_claims, suggestion_transitions, import_match_rates, quarantined_records,
  suggestions, match_size, completeness_audits, snapshot_marks, gone_profiles, match_profiles, list_rows, import_rows, imports, lists, person_names,
  detention_records, suppressions, report_revisions, report_members, reports, source_chunks, sources, facilities, places, idempotency_keys,
  sessions, accounts, agreements, organisations;
drop function refuse_change(), suggestion_moves(), opinion_about_a_proposal();
drop function profiles_changed_since(text), forget_old_profiles(interval), stamp_profile(), note_gone_profiles(), forget_gone_profiles(), this_transaction();
drop function app_organisation(), app_actor(), app_role(), app_purpose(), app_report(), app_reporter();
