drop policy if exists reports_family on reports;
drop table family_sessions;
drop table receipts;
