drop trigger reports_followed on reports;
drop trigger consents_followed on consents;
drop function follow_report(), follow_consent();
revoke all on due_marks from athar_filing;
drop table feed_entries, feeds, export_items, exports;
drop function export_agreed_until(uuid) cascade;
