drop index report_revisions_reporter;
alter table report_revisions drop constraint report_revisions_reporter_id_fkey;
drop function live_consent(uuid, text);
drop table consents, reveals, reporter_contacts, reporter_identities, reporters;
