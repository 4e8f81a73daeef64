drop trigger reports_followed on reports;
drop trigger consents_followed_given on consents;
drop trigger consents_followed on consents;
drop function follow_report();
drop table feed_entries, feeds, export_items, exports;
drop function export_agreed_until(uuid) cascade;
