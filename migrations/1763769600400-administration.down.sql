drop table partner_key_secrets, partner_keys;
drop policy if exists accounts_api_changed_by_administrators on accounts;
drop policy if exists accounts_api_made_by_administrators on accounts;
drop trigger accounts_lapse_role_changes on accounts;
drop trigger invitations_lapse_role_changes on invitations;
drop function lapse_role_changes();
drop trigger accounts_role_by_two_people on accounts;
drop function require_two_people_for_a_role();
drop function made_link_for(uuid, uuid);
drop table role_changes;
alter table agreements drop constraint agreements_end_after_they_begin;
alter table suggestion_events drop constraint suggestion_events_by_ones_own;
alter table suggestion_claims drop constraint suggestion_claims_by_ones_own;
alter table suggestion_opinions drop constraint suggestion_opinions_by_ones_own;
alter table accounts drop constraint accounts_of_one_organisation;
-- Accounts without a role or a password cannot be kept in the shape before this one.
alter table accounts alter column password_hash set not null;
alter table accounts alter column role set not null;
