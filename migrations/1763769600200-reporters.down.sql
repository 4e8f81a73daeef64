drop table consents, reveals, reporter_contacts, reporter_identities, reporters;
