drop function live_consent(uuid, text);
drop table consents, reveals, reporter_contacts, reporter_identities, reporters;
