drop trigger suggestions_not_while_contested on suggestions;
drop trigger suggestions_revoked on suggestions;
drop policy if exists suggestions_casework on suggestions;
drop policy if exists alarms_casework on alarms;
revoke all on suggestions, alarms from athar_casework;
drop trigger reports_followed_by_case on reports;
drop trigger reports_open_cases on reports;
drop table contest_events, contest_transitions, contests, case_events, case_tasks, case_notes, extortion_reviews, extortion_reports, case_holds,
  case_transitions, case_reports, cases;
drop policy if exists consents_casework on consents;
drop function expire_cases(), refuse_frozen(), revoking_is_done(), follow_contest(), is_undecided(uuid), record_is_confirmed(uuid), is_frozen(uuid), hide_contacts(), move_report(), case_follows_report(), reports_follow_case(), open_cases(),
  change_contest(), change_case(), depth_of_case_state(text), new_case_locator();
revoke all on reports, due_marks, feed_entries, consents from athar_casework;
revoke execute on function app_organisation from athar_casework;
revoke usage on schema public from athar_casework;
