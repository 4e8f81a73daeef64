drop trigger reports_open_cases on reports;
drop table case_reports, cases;
drop function open_cases(), new_case_locator();
revoke usage on schema public from athar_casework;
