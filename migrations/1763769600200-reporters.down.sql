drop index report_revisions_reporter;
alter table report_revisions drop constraint report_revisions_reporter_id_fkey;
drop table consents, reveals, reporter_contacts, reporter_identities, reporters;
